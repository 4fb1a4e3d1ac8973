"""The pages of 我的数据, each with a ticket for what comes next."""

from django.shortcuts import render
from django.utils import timezone

from leads import tokens
from leads.browsers import csrf_secret
from leads.consent import VERSIONS, consent_text
from leads.models import Lead
from leads.rendering import status_crumbs
from privacy.erasure_effects import effects_of
from privacy.kept_data import kept_parts, looks_at


def data_page(request, lead, proof, *, template="own_data", status=200, **words):
    """With a fresh ticket for what comes next."""
    lead = Lead.objects.select_related("topic", "submission", "site__region").get(pk=lead.pk)
    context = {
        "lead": lead,
        "ticket": tokens.new_ticket(lead.reference, proof, csrf_secret(request)),
        "crumbs": [*status_crumbs(request)[:1], {"label": "我的数据", "url": ""}],
    }
    more = PAGES[template](lead)
    page = f"privacy/{template}.html"
    return render(request, page, context | more | words, status=status)


def _overview(lead):
    consents = list(lead.consents.order_by("given_at", "pk"))
    for consent in consents:
        if consent.text_version in VERSIONS:
            consent.text = consent_text(lead.site, consent.text_version)
    return {
        "consents": consents,
        "looks": list(looks_at(lead)),
        "message_count": lead.messages.filter(is_visible=True).count(),
        "file_count": lead.answer_files.filter(message__is_visible=True).count(),
    }


PAGES = {
    "own_data": _overview,
    "own_data_copy": lambda lead: {"parts": kept_parts(lead), "now": timezone.now()},
    "own_data_erase": lambda lead: {"effects": effects_of(lead, timezone.now())},
}
