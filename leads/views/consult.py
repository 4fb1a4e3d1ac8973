"""The consultation form, the shorter one for a call back, and the receipt. None is ever cached."""

import hashlib

from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.client_ip import client_ip
from finding.demand_counter import count_question
from leads import actions, tokens
from leads.browsers import browser_of
from leads.callback_forms import CallbackForm
from leads.captcha import captcha_of
from leads.consent import shown_consent
from leads.deadlines import in_words
from leads.forms import LeadForm, StatusForm
from leads.models import Clock, Lead, Topic
from leads.origins import read_mark
from leads.promise_files import promise_file
from leads.proofs import CODE_SHOWN_FOR, code_of
from leads.references import normalise_reference
from leads.rendering import consult_page, receipt_url, status_page, status_refused
from leads.spam_signals import awaits_answer, form_doubts, may_be_asked
from leads.subjects import find_subject, subject_query
from regions.models import Site

UNKNOWN_CONSENT = "隐私说明有更新，请看一下，同意后再提交。您填的内容都在。"
STALE = "页面打开太久，安全标记已过期。您填的内容都在，请再点一次“{}”。"
USED_UP = "这一页提交过太多次，请看一下填的内容，再点一次“{}”。"
NO_COOKIE = (
    "没有提交成功：浏览器没有带上安全标记。您填的内容都在，请再点一次“{}”；"
    "如果还不行，请允许本站使用 Cookie，或直接打电话。"
)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def consult(request, site):
    """The form; a valid one is stored and leads to its receipt."""
    if request.method != "POST":
        subject = find_subject(site, request.GET)
        topic = request.GET.get("topic", "") or (subject.topic_slug if subject else "")
        topic = Topic.objects.present_slug(topic)
        if subject and subject.field == "listing":
            count_question(request, site, subject.target)
        form = _form(request, site, initial={"topic": topic} | LeadForm.prefilled(request.GET))
        return consult_page(request, site, form, subject)
    if "find" in request.POST:
        return _look_first(request, site)
    try:
        return _answer(request, site)
    except IntegrityError:
        # What it asks about was deleted in this moment: looking again finds that out, and what
        # the visitor wrote is kept.
        return _answer(request, site)


def _form(request, site, *args, **kwargs):
    """By the address that was asked for: the enquiry, or a number to call back."""
    if request.resolver_match.url_name == "callback":
        return CallbackForm(*args, site=site, **kwargs)
    return LeadForm(*args, **kwargs)


def _look_first(request, site):
    """Without script: the same form as it was typed, with what the site itself says to it.

    Posted, not asked for: what else stands in the form must not get into an address.
    """
    typed = {name: request.POST.get(name, "") for name in LeadForm.base_fields}
    form = _form(request, site, initial=LeadForm.prefilled(request.POST) | typed)
    return consult_page(request, site, form, find_subject(site, request.POST))


def _answer(request, site):
    form, subject, consent = _sent(request, site)
    place = {"site_pk": site.pk, "browser": browser_of(request)}
    nonce = tokens.form_nonce(request.POST.get("form_token", ""), **place)
    if form.is_valid() and nonce:
        try:
            lead = _store(request, site, form.cleaned_data, subject, nonce, consent)
        except actions.FormUsedUp:
            return consult_page(
                *(request, site, form, subject),
                notice=USED_UP.format(form.button),
                status=400,
                is_same_form=False,
            )
        token, answer = lead.submission.token, request.POST.get("answer", "")
        captcha = captcha_of(token)
        is_proven = captcha.is_answered_by(answer)
        if awaits_answer(lead) and not is_proven and may_be_asked(token, timezone.now()):
            form.ask(captcha, is_wrong=bool(answer.strip()))
            return consult_page(request, site, form, subject, asked=lead, status=400)
        return redirect(receipt_url(site, lead))
    notice = (not nonce and STALE.format(form.button)) or (not consent and UNKNOWN_CONSENT) or ""
    return consult_page(request, site, form, subject, notice=notice, status=400)


def _sent(request, site, *, is_trusted=True):
    """(form, subject, words of consent) as posted.

    A tick counts only beside words that we know: without them the box comes back empty.
    """
    data = request.POST.copy()
    if not is_trusted:
        data.pop("leave_blank", None)
        data.pop("has_consented", None)
    consent = shown_consent(site, data.get("consent_mark", ""))
    if consent is None:
        data.pop("has_consented", None)
    return _form(request, site, data), find_subject(site, data), consent


def consult_again(request):
    """After a CSRF failure on our forms: the same page, filled in, with a fresh mark."""
    match = request.resolver_match
    site = Site.objects.live().select_related("region").filter(slug=match.kwargs["site"]).first()
    if site is None:
        raise Http404("没有这个站点")
    request.site = site
    view = status_refused if match.url_name == "lead_status" else _consult_refused
    return never_cache(view)(request, site)


def _consult_refused(request, site):
    """Anybody's page may have sent this: what is not seen in the form is not carried on."""
    form, subject, _ = _sent(request, site, is_trusted=False)
    form.is_valid()
    notice = NO_COOKIE.format(form.button)
    return consult_page(request, site, form, subject, notice=notice, status=403, is_same_form=False)


def _store(request, site, data, subject, nonce, consent):
    """Keep a valid form; doubts about the sender decide only where it is shown."""
    agent = request.headers.get("User-Agent", "")
    return actions.submit_enquiry(
        site=site,
        data=data,
        subject=subject,
        subject_query=subject_query(request.POST),
        origin=read_mark(site, request.POST.get("origin_mark", "")),
        nonce=nonce,
        source={
            "ip": client_ip(request) or None,
            "user_agent_hash": hashlib.sha256(agent.encode()).hexdigest() if agent else "",
        },
        consent=consent,
        doubts=form_doubts(
            is_trapped=bool(data["leave_blank"]),
            is_hasty=tokens.is_hasty(request.POST["form_token"]),
            message=data["message"],
        ),
        answer=request.POST.get("answer", ""),
        sent=request.POST,
    )


@require_safe
@never_cache
def consult_receipt(request, site, reference):
    """With the key of the redirect the receipt; without it the lookup, whether it exists or not."""
    reference = normalise_reference(reference)
    lead = None
    if tokens.is_receipt_key(reference, request.GET.get("key", "")):
        lead = Lead.objects.filter(site=site, reference=reference).first()
    if lead is None:
        return status_page(request, StatusForm(initial={"reference": reference}))
    now, call = timezone.now(), lead.clocks.running().filter(kind=Clock.Kind.CALL_BACK).first()
    if request.GET.get("file") == "ics":
        return promise_file(lead, site)
    is_fresh = now < lead.received_at + CODE_SHOWN_FOR
    context = {
        "lead": lead,
        "code": code_of(reference) if is_fresh else "",
        "places": list(lead.lead_listings.order_by("position")),
        "key": request.GET["key"],
        "received": in_words(lead.received_at),
        "due": in_words(lead.due_at),
        "call": call.call_words(now) if call else "",
        "crumbs": [
            {"label": "问专员", "url": reverse("consult", args=[site.slug])},
            {"label": "提交成功", "url": ""},
        ],
    }
    return render(request, "leads/consult_receipt.html", context)
