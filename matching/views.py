"""Five questions, and what the answers lead to. All of it lives in the address, none is kept."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.public_url import LONGEST_PATH, absolute
from matching.answers import Answers
from matching.forms import FitForm
from matching.matches import Matches
from matching.questions import QUESTIONS

DESCRIPTION = "行业、用途、空间、配套、时间，五个问题，列出合适的空间、园区、政策和要素价格。"


@require_safe
@keep_page()
def guide_fit(request, site):
    """One question a page, from ?step=; a value that makes no sense leads back to its question."""
    return _question(request, site, FitForm(request.GET))


@require_safe
def guide_fit_result(request, site):
    """Everything that may fit, what it costs, who answers and what nobody knows yet."""
    form = FitForm(request.GET)
    if not form.is_valid():
        return _question(request, site, form)
    answers = Answers(form)
    query = form.query()
    path = reverse("guide_fit_result", args=[site.slug])
    here = f"{path}?{query}" if query else path
    context = {
        "answers": answers,
        "lines": [(q, words, form.query(step=q.number)) for q, words in answers.lines()],
        "results": Matches(site, answers),
        "fit_url": reverse("guide_fit", args=[site.slug]),
        "list_url": answers.list_url(site),
        "consult_url": answers.consult_url(site),
        "here": here,
        "has_qr": len(here) <= LONGEST_PATH,
        "here_absolute": absolute(here),
        "crumbs": [*_crumbs(site), {"label": "结果", "url": path}],
        "meta": {
            "title": f"五个问题的结果·{site.name}",
            "description": DESCRIPTION,
            "is_indexed": False,
        },
    }
    return render(request, "matching/guide_fit_result.html", context)


def _question(request, site, form):
    is_valid = form.is_valid()
    question = form.question
    start = reverse("guide_fit", args=[site.slug])
    result = reverse("guide_fit_result", args=[site.slug])
    context = {
        "form": form,
        "question": question,
        "questions": QUESTIONS,
        "lines": _lines(form) if is_valid else [],
        "kinds": _kinds(form) if question.number == 3 else [],
        "fit_url": start,
        "result_url": result,
        "skip_url": _skip_url(form, question, start, result),
        "finish_url": f"{result}?{form.query()}",
        "crumbs": _crumbs(site),
        "meta": {
            "title": f"{question.title}·五个问题·{site.name}",
            "description": DESCRIPTION,
            "is_indexed": not request.GET,
        },
    }
    return render(request, "matching/guide_fit.html", context, status=200 if is_valid else 400)


def _lines(form):
    """(Question, answer in words, address of the question) of what was answered elsewhere."""
    return [
        (question, words, form.query(step=question.number))
        for question, words in Answers(form).lines()
        if words and question != form.question
    ]


def _kinds(form):
    """(Label, query of the same question about that kind, is current)."""
    return [
        (label, form.query(kind=value, step=form.question.number), value == form.kind_wanted)
        for value, label in form.fields["kind"].choices
    ]


def _skip_url(form, question, start, result):
    """On without what was said here."""
    if form.is_last:
        return f"{result}?{form.query(without=question.names)}"
    return f"{start}?{form.query(without=question.names, step=question.number + 1)}"


def _crumbs(site):
    return [
        {"label": "投资指南", "url": reverse("guide", args=[site.slug])},
        {"label": "五个问题", "url": reverse("guide_fit", args=[site.slug])},
    ]
