"""One box over everything public."""

import logging

from django.db import DatabaseError, transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import push_url

from core.blank_parameters import drop_blanks
from core.error_frames import error_frames
from core.htmx import page_or_part, wants_part
from core.kept_pages import keep_page
from search.active_filters import SearchConditions
from search.direct_answers import answer_to
from search.forms import SearchForm
from search.models import MissedQuery
from search.results import clean_query
from search.spelling import corrections
from search.suggestions import suggest

logger = logging.getLogger(__name__)


@require_safe
@vary_on_headers("HX-Request")
@drop_blanks
@keep_page()
def search(request, site):
    """Hits by type, or one type in pages; without a query, hints."""
    form = SearchForm(request.GET)
    conditions = SearchConditions(site, form)
    answer = answer_to(site, conditions.text) if conditions.is_whole else None
    context = _hits(conditions, request.GET.get("page"), answer) if conditions.search.words else {}
    if "total" in context and not (context["total"].number or answer):
        _remember_miss(request, conditions)
    context |= {
        "form": form,
        "is_part": wants_part(request),
        "query": conditions.text,
        "conditions": conditions,
        "kind": conditions.kind,
        "crumbs": [_crumb(site)],
        "meta": {"title": f"搜索·{site.name}", "is_indexed": False},
    }
    status = 400 if form.errors else 200
    response = render(request, page_or_part(request, "search/search.html"), context, status=status)
    if wants_part(request) and "page" not in request.GET:
        query = conditions.query()
        push_url(response, f"{request.path}?{query}" if query else request.path)
    return response


def _hits(conditions, page, answer):
    """What was found; where it is little or nothing, what else to ask."""
    found, kind = conditions.search, conditions.kind
    total = conditions.wide.total
    return {
        "total": total,
        "tabs": conditions.tabs(),
        "all_query": conditions.of_type(None),
        "groups": _groups(conditions) if kind is None else [],
        "page_obj": found.page(kind, page) if kind else None,
        "facets": conditions.facets,
        "chips": conditions.chips(),
        "answer": answer,
        "is_partial": found.is_partial,
        "corrections": corrections(conditions.site, conditions.text)
        if found.is_partial and not answer
        else [],
        "wish": f"搜索“{conditions.text}”，没有找到合适的。我想要：",
        "relaxations": [] if found.total.number else list(conditions.relaxations()),
    }


def _groups(conditions):
    """The best of each type, with the way to the rest."""
    return [(group, conditions.of_type(group.type)) for group in conditions.search.groups()]


def _remember_miss(request, conditions):
    """Count it for staff. The reader gets the page also where nothing can be written."""
    is_guess = "prefetch" in request.headers.get("Sec-Purpose", "")
    if request.method != "GET" or is_guess or not conditions.is_plain:
        return
    if request.GET.get("page", "1") != "1":
        return
    try:
        with transaction.atomic():
            MissedQuery.objects.record(conditions.site, conditions.text, timezone.now())
    except DatabaseError as error:
        logger.warning("missed query not counted: %s", error_frames(error))


@require_safe
@vary_on_headers("HX-Request")
def search_suggest(request, site):
    """Names and titles for a text that is being typed: a list for htmx, else a page."""
    text = clean_query(request.GET.get("q", ""))
    context = {
        "query": text,
        "suggestions": suggest(site, text) if text else [],
        "crumbs": [_crumb(site), {"label": "建议", "url": ""}],
        "meta": {"title": f"搜索建议·{site.name}", "is_indexed": False},
    }
    return render(request, page_or_part(request, "search/search_suggest.html", "list"), context)


def _crumb(site):
    return {"label": "搜索", "url": reverse("search", args=[site.slug])}
