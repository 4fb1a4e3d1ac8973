"""What the views of enquiries draw, with the marks each page carries."""

import hashlib

from django.db.models import Count, Max, Q
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from leads import extensions, origins, tokens
from leads.browsers import browser_of, csrf_secret, new_browser, remember_browser
from leads.consent import consent_mark, consent_text, shown_consent
from leads.forms import QuestionForm, StatusForm
from leads.models import Lead
from leads.subjects import subject_query
from leads.visitor_page import clock_of, headline_of, lamps_of, nearest, stages_of
from leads.visitor_timeline import asked_at, changes_of, days_of, first_words, steps_of, told_with

MARKED = ("pk", "stage", "owner", "due_at", "first_reply_at", "follow_up_due_at")
OPTIONAL = ("company", "area_wanted", "timing_wanted")


def receipt_url(site, lead):
    receipt = reverse("consult_receipt", args=[site.slug, lead.reference])
    return f"{receipt}?key={tokens.receipt_key(lead.reference)}"


def title_mark(form, asked):
    """What a reader hears first of a page that came back."""
    if asked:
        return "还差一步："
    return f"请更正 {len(form.errors)} 处：" if form.errors else ""


def consult_page(
    request, site, form, subject, *, notice="", asked=None, status=200, is_same_form=True
):
    """The form, for this browser. It goes on as the form that was sent, unless that is refused.

    `asked` is the lead that it made, when a question comes before the receipt.
    """
    browser = browser_of(request) or new_browser()
    sent_token = request.POST.get("form_token", "") if is_same_form else ""
    place = {"site_pk": site.pk, "browser": browser}
    shown = shown_consent(site, request.POST.get("consent_mark", ""))
    consent = consent_text(site, shown.version) if shown else consent_text(site)
    context = {
        "form": form,
        "subject": subject,
        "consent": consent,
        "consent_mark": consent_mark(site, consent),
        "form_token": (
            sent_token
            if tokens.form_nonce(sent_token, **place)
            else tokens.new_form_token(is_filled_in=form.is_bound, **place)
        ),
        "origin_mark": _origin_mark(request, site, is_same_form=is_same_form),
        "notice": notice,
        "title_mark": title_mark(form, asked),
        "asked": asked,
        "receipt_url": receipt_url(site, asked) if asked else "",
        "wants_more": form["topic"].value() == "space"
        or any(form[n].value() or form[n].errors for n in OPTIONAL if n in form.fields),
        "about": subject_query(request.POST or request.GET),
        "crumbs": [{"label": form.title, "url": ""}],
    }
    response = render(request, form.template, context, status=status)
    remember_browser(response, browser)
    return response


def _origin_mark(request, site, *, is_same_form):
    """As it was when the form was opened; another page's form carries nothing on."""
    if request.method != "POST":
        return origins.new_mark(site, origins.origin_of(request, site))
    sent = request.POST.get("origin_mark", "") if is_same_form else ""
    return origins.new_mark(site, origins.read_mark(site, sent))


def status_refused(request, site):
    """After a CSRF failure: the lookup again, and a question that was typed for copying."""
    form = StatusForm(initial={"reference": request.POST.get("reference", "")})
    notice = "没有成功：浏览器没有带上安全标记。请重新查询；如果还不行，请允许本站使用 Cookie。"
    return status_page(request, form, notice=notice, is_kept=True, status=403)


def status_page(request, form, *, notice="", is_kept=False, status=200):
    """`is_kept`: with what was typed in a step that was refused, for copying."""
    sent = (request.POST.get(name, "") for name in ("body", *extensions.typed()))
    kept = next(filter(None, sent), "") if is_kept else ""
    context = {"form": form, "notice": notice, "kept": kept, "crumbs": status_crumbs(request)}
    return render(request, "leads/lead_status.html", context, status=status)


def progress_page(
    request, lead, *, proof, question=None, refused=None, done="", notice="", status=200
):
    """`refused` is a form of a room above that came back."""
    lead = told_with(Lead.objects).get(pk=lead.pk)
    ticket = tokens.new_ticket(lead.reference, proof, csrf_secret(request))
    sections = sections_of(lead, refused=refused)
    today = timezone.localdate()
    context = thread_words(lead, sections) | {
        "mark": thread_mark(lead.pk),
        "own_words": first_words(lead),
        "promises": lamps_of(lead.promises.order_by("due_on", "pk"), today),
        "question": question or QuestionForm(),
        "sections": sections,
        "refused": refused,
        "done": done,
        "notice": notice,
        "ticket": ticket,
        "crumbs": status_crumbs(request),
    }
    return render(request, "leads/lead_progress.html", context, status=status)


def sections_of(lead, *, refused=None) -> list[extensions.Section]:
    """What rooms above say of it to its visitor."""
    sections = (room.section(lead, refused=refused) for room in extensions.registered())
    return [section for section in sections if section is not None]


def thread_words(lead, sections) -> dict:
    """The course of an enquiry and what stands above it; asked for again while its page is open."""
    now, changes = timezone.now(), changes_of(lead)
    steps = steps_of(lead, changes)
    stages = stages_of(lead, changes, now)
    return {
        "lead": lead,
        "places": lead.places_told,
        "headline": headline_of(lead, sections, now),
        "stages": stages,
        "stage_number": sum(stage.is_done or stage.is_current for stage in stages),
        "clock": clock_of(lead, asked_at(steps), now),
        "coming": None if lead.is_ended else nearest(sections),
        "steps": steps,
        "days": days_of(steps),
        "may_close": not lead.is_ended and lead.owed_at is None,
    }


def thread_mark(lead_pk) -> str:
    """Changes with what the course shows; one small query, "" for an enquiry that is gone."""
    seen = Q(messages__is_visible=True)
    told = {"last": Max("messages", filter=seen), "number": Count("messages", filter=seen)}
    rows = Lead.objects.unerased().filter(pk=lead_pk).annotate(**told)
    row = rows.values_list(*MARKED, "last", "number").first()
    return hashlib.blake2b(repr(row).encode(), digest_size=8).hexdigest() if row else ""


def status_crumbs(request):
    return [
        {"label": "问专员", "url": reverse("consult", args=[request.site.slug])},
        {"label": "查询进度", "url": ""},
    ]
