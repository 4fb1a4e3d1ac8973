"""An officer writes down who called, came by or wrote: the same file and clock as from the form.

The words are the officer's; they are frozen like a visitor's own. No code is shown for them: who
was told the reference looks the enquiry up with the whole number or mail address.
"""

import hashlib

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from leads.actions.clocks import copy_terms, due_at
from leads.actions.enquiries import keep_places, kept_values, subject_values, words_of
from leads.actions.officers import answer
from leads.actions.transitions import set_owner, set_stage, take_in
from leads.actions.visitors import wait_for_twins
from leads.consent import consent_text
from leads.lead_needs import keep_needs, needs_in
from leads.models import ClockRule, Consent, Lead, Submission
from leads.notifications import outbox
from leads.parties import parties_of
from regions import access

Stage = Lead.Stage


@transaction.atomic
def enter(*, site, by, data, subject, nonce, now=None) -> Lead:
    """Keep what was told; `data` is that of a valid EntryForm.

    The clock runs from `came_in_at`. With `spoken_answer` it is answered at once; with `is_mine`
    the officer owns it, else it goes where the rules of the
    site send any new enquiry. The
    same form sent again finds what it made.
    """
    if not access.has_role(by, access.OFFICERS, site.region):
        raise PermissionDenied("您没有在该地区登记线索的权限。")
    now = now or timezone.now()
    token = token_of(f"entry {by.pk} {nonce}")
    wait_for_twins(token)
    if made := Lead.objects.filter(submission__token=token).first():
        return made
    lead = _create(site, by, data, subject)
    words = words_of(data, subject) | {"channel": lead.get_channel_display()}
    Submission.objects.create(lead=lead, token=token, payload=words, submitted_at=now)
    _keep_consent(lead, by, data, now)
    if data["is_mine"] or data["spoken_answer"]:
        set_owner(lead, by, by=by, now=now)
        set_stage(lead, Stage.CONTACTED, by=by, now=now)
        outbox.owe_receipt(lead, occasion=token)
    else:
        take_in(lead, occasion=token, now=now)
    if data["spoken_answer"]:
        words = {"body": data["spoken_answer"], "nonce": token}
        answer(lead=lead, by=by, now=now, is_told=True, **words)
    return lead


def token_of(words) -> str:
    """The name of a submission that no form of ours made."""
    return hashlib.sha256(words.encode()).hexdigest()[:43]


@transaction.atomic
def take_from_list(*, site, by, data, token, now) -> Lead:
    """A row of a list that was brought in: as if it had been entered by hand, once by its token.

    `data` is that of a row that leads.list_rows has read.
    """
    wait_for_twins(token)
    if made := Lead.objects.filter(submission__token=token).first():
        return made
    lead = _create(site, by, data, None)
    words = words_of(data, None) | {"channel": lead.get_channel_display()}
    Submission.objects.create(lead=lead, token=token, payload=words, submitted_at=now)
    _keep_consent(lead, by, data, now)
    take_in(lead, occasion=token, now=now)
    return lead


def _create(site, by, data, subject):
    terms = ClockRule.objects.terms_for(site, data["topic"])
    lead = Lead.objects.create(
        site=site,
        channel=data["channel"],
        channel_note=data["channel_note"],
        entered_by=by,
        received_at=data["came_in_at"],
        due_at=due_at(site, data["came_in_at"], terms),
        **kept_values(data),
        credit_code=data.get("credit_code", ""),
        **subject_values(subject, data["subject_query"]),
        **parties_of(site, data),
    )
    keep_places(lead, subject)
    keep_needs(lead, needs_in(data))
    copy_terms(lead, terms)
    return lead


def _keep_consent(lead, by, data, now):
    """PIPL 14: told of whom, what for and how long, and agreed; who heard it stands for it.

    A list says how and when of each row.
    """
    shown = consent_text(lead.site).shown
    Consent.objects.create(
        lead=lead,
        purpose=Consent.Purpose.REPLY,
        text_version=shown.version,
        text_hash=shown.digest,
        heard_by=by,
        how=data.get("consent_how", ""),
        given_at=data.get("consented_at", now),
    )
