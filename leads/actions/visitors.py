"""What visitors do: ask, ask again, be content. Each writes its own history."""

import datetime
import logging
from dataclasses import asdict
from types import MappingProxyType

from django.db import connection, transaction
from django.utils import timezone

from leads import extensions
from leads.actions.callbacks import owe_call
from leads.actions.clocks import copy_terms, due_at
from leads.actions.enquiries import keep_places, kept_values, subject_values, words_of
from leads.actions.resubmission import apply_corrections
from leads.actions.same_form import (
    free_token,
    is_of_known_person,
    lead_of_person,
    locked_leads,
    note_the_others,
)
from leads.actions.transitions import leave_quarantine, set_stage, take_in
from leads.captcha import captcha_of
from leads.lead_needs import keep_needs, needs_in
from leads.likeness import fingerprint
from leads.models import (
    ClockRule,
    Consent,
    FollowUp,
    Lead,
    Message,
    Outbox,
    Submission,
)
from leads.notifications import outbox
from leads.origins import Origin
from leads.parties import parties_of
from leads.proofs import Proof
from leads.spam_signals import (
    awaits_answer,
    is_answerable,
    judge,
    learned,
    may_still_prove,
    verdict_of,
)
from leads.tokens import new_nonce

logger = logging.getLogger(__name__)

Stage = Lead.Stage
NOWHERE = Origin()
HOUR = datetime.timedelta(hours=1)


def submit_enquiry(
    *,
    site,
    data,
    subject,
    subject_query,
    nonce,
    source,
    consent,
    doubts=(),
    answer="",
    sent=MappingProxyType({}),
    origin=NOWHERE,
    now=None,
) -> Lead:
    """Keep an enquiry for good: frozen words, lead, consent and owed mails in one transaction.

    `nonce` comes from the signed form: the same form sent again by the same person finds the lead
    it made; what was changed in between is taken over and kept as a message. `source` is a dict
    with ip and user_agent_hash, `doubts` the reasons for quarantine so far; a right `answer` at the
    form (leads/captcha.py) lets in what was stored before it, too. FormUsedUp after too many.
    `sent` is all that the form posted, for rooms above.

    It is judged before, in transactions of their own: those who write at once count in the same
    rows, and would else wait for each other's whole enquiry.
    """
    now = now or timezone.now()
    who = {"phone": data["phone"], "email": data["email"]}
    form = {"data": data, "subject": subject, "subject_query": subject_query}
    judgement = None
    if not is_of_known_person(site, nonce, **who):
        judgement = _judge(site, source, data, doubts, nonce, now)
    with transaction.atomic():
        wait_for_twins(nonce)
        leads = locked_leads(site, nonce)
        lead = lead_of_person(leads, **who)
        if lead is not None:
            _take_again(lead, form, nonce, source, answer, sent, now)
            _record_consent(lead, consent, source, now)
            return lead
        judgement = judgement or _judge(site, source, data, doubts, nonce, now)
        lead = _take_new(site, form, nonce, source, answer, origin, judgement, now)
        note_the_others(lead, leads, now)
        for room in extensions.registered():
            room.follow_sent(lead, sent=sent, now=now)
        _record_consent(lead, consent, source, now)
    return lead


def _take_again(lead, form, nonce, source, answer, sent, now):
    """The same form by the same person: what was changed, or the answer that was asked for."""
    is_proven = captcha_of(lead.submission.token).is_answered_by(answer)
    is_let_in = is_proven and awaits_answer(lead) and may_still_prove(source["ip"], now)
    _take_changes(lead, form, nonce, now)
    if is_let_in:
        leave_quarantine(lead, by=None, note="访客答对了验证问题", now=now, sent=sent)


def _take_new(site, form, nonce, source, answer, origin, judgement, now):
    token = free_token(nonce)
    doubts, flags = judgement
    is_proven = captcha_of(token).is_answered_by(answer)
    if is_proven and is_answerable(doubts) and may_still_prove(source["ip"], now):
        doubts = []
    lead = _create_lead(site, **form, doubts=doubts, flags=flags, origin=origin, now=now)
    words = words_of(form["data"], form["subject"])
    Submission.objects.create(lead=lead, token=token, payload=words, submitted_at=now, **source)
    _owe_call(lead, form["data"], now)
    if not doubts:
        take_in(lead, occasion=token, now=now)
    logger.info("lead %s stored, doubts: %s", lead.pk, ",".join(doubts) or "none")
    return lead


def _take_changes(lead, form, nonce, now):
    if changes := apply_corrections(lead, **form, nonce=nonce, now=now):
        _owe_call(lead, form["data"], now)
        _receive(lead, changes, new_nonce(), now, proof=Proof.FORM, occasion="changed")


def _owe_call(lead, data, now):
    """Also of what waits in quarantine: its receipt promised the call."""
    if call_time := data.get("call_time"):
        owe_call(lead, call_time, now=now)


def wait_for_twins(nonce):
    """Let the same form through one at a time; the unique token guards what this only orders."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [nonce])


def _judge(site, source, data, doubts, nonce, now):
    """(doubts, flags): what counters say, after what the office has said of such words."""
    form = f"{site.pk} {nonce} {data['phone']} {data['email']}"
    ip = source["ip"]
    doubts = judge(site=site, ip=ip, data=data, doubts=doubts, now=now, form=form)
    return learned(site=site, data=data, doubts=doubts, now=now)


def _create_lead(site, *, data, subject, subject_query, doubts, flags, origin, now):
    terms = ClockRule.objects.terms_for(site, data["topic"])
    verdict = verdict_of(doubts, flags)
    lead = Lead.objects.create(
        site=site,
        channel=Lead.Channel.CALL_BACK if data.get("call_time") else Lead.Channel.WEB,
        is_quarantined=bool(doubts),
        quarantine_reasons=list(doubts),
        quarantine_checked_at=now if verdict == Lead.Verdict.MACHINE else None,
        verdict=verdict,
        flags=flags,
        fingerprint=fingerprint(site.pk, data["message"]),
        received_at=now,
        due_at=due_at(site, now, terms),
        **kept_values(data),
        **subject_values(subject, subject_query),
        **asdict(origin),
        **({} if doubts else parties_of(site, data)),
    )
    keep_places(lead, subject)
    keep_needs(lead, needs_in(data))
    copy_terms(lead, terms)
    return lead


def _record_consent(lead, consent, source, now):
    """`consent` says which words the form showed; the same words are agreed to once."""
    Consent.objects.get_or_create(
        lead=lead,
        purpose=Consent.Purpose.REPLY,
        text_version=consent.version,
        text_hash=consent.digest,
        defaults={"ip": source["ip"], "given_at": now},
    )


@transaction.atomic
def ask_again(*, lead, body, nonce, proof="", now=None):
    """A further question from the status page; a closed lead opens again.

    `proof` says how the visitor showed that it is theirs.

    Lead.DoesNotExist when its data has just been erased: nothing may be added to it.
    """
    lead = _locked(lead)
    _receive(lead, body, nonce, lead.in_order(now or timezone.now()), proof=proof)
    return lead


@transaction.atomic
def close_by_visitor(*, lead, proof="", now=None):
    """The visitor is content. Doing it twice changes nothing. Lead.DoesNotExist as above."""
    lead = _locked(lead)
    if not lead.is_ended:
        now = lead.in_order(now or timezone.now())
        set_stage(lead, Stage.CLOSED, by=None, now=now, proof=proof)
    return lead


def note_lookup(*, lead, words, now=None):
    """Tell the office what was tried or shown on the status page, never which number.

    The same words once an hour: nobody fills the story of a lead from there.
    """
    now = lead.in_order(now or timezone.now())
    told = lead.follow_ups.filter(by=None, created_at__range=(now - HOUR, now))
    if words not in told.values_list("body", flat=True):
        FollowUp.objects.create(lead=lead, body=words, created_at=now)


def _locked(lead):
    return Lead.objects.unerased().locked().select_related("site__region").get(pk=lead.pk)


def _receive(lead, body, nonce, now, *, proof, occasion=""):
    """Words from the visitor: kept once, told to the office, to be answered in time."""
    message, is_new = Message.objects.add_once(
        lead=lead,
        direction=Message.Direction.IN,
        body=body,
        nonce=nonce,
        sent_at=now,
        proof=proof,
    )
    if not is_new:
        return
    if lead.is_ended:
        set_stage(lead, Stage.CONTACTED, by=None, now=now, proof=proof)
    if lead.first_reply_at and lead.follow_up_due_at is None:
        lead.follow_up_due_at = due_at(lead.site, now)
        lead.save(update_fields=["follow_up_due_at"])
    if lead.is_quarantined:  # Somebody is to look at it again.
        lead.quarantine_checked_at = lead.quarantine_told_at = None
        lead.save(update_fields=["quarantine_checked_at", "quarantine_told_at"])
    else:
        outbox.owe_to_staff(lead, kind=Outbox.Kind.FOLLOW_UP, occasion=occasion or message.nonce)
