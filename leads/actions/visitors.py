"""What visitors do: ask, ask again, be content. Each writes its own history."""

import logging

from django.db import connection, transaction
from django.utils import timezone

from core.client_ip import client_network
from leads.actions.transitions import set_stage
from leads.deadlines import reply_due_at
from leads.models import Consent, Lead, LeadListing, Message, Outbox, Submission, Throttle
from leads.notifications import outbox
from leads.spam_signals import rate_doubts

logger = logging.getLogger(__name__)

Stage = Lead.Stage
MAX_CHANGES = 20  # an hour, of one form: nobody corrects it more often, only programs do
CONTACT_FIELDS = ("contact_name", "company", "phone", "email")
WISHES = ("area_wanted", "timing_wanted")
LABELS = {
    "contact_name": "称呼",
    "company": "单位",
    "phone": "电话",
    "email": "邮箱",
    "area_wanted": "需要的面积",
    "timing_wanted": "意向时间",
    "message": "想了解什么",
}


@transaction.atomic
def submit_enquiry(*, site, data, subject, nonce, source, consent, doubts=(), now=None) -> Lead:
    """Keep an enquiry for good: frozen words, lead, consent and owed mails in one transaction.

    `nonce` comes from the signed form: the same form sent again, at once or later, finds the lead
    it made; words changed in between are kept as a further message. `source` is a dict with ip and
    user_agent_hash, `doubts` the reasons for quarantine found so far.
    """
    now = now or timezone.now()
    _wait_for_twins(nonce)
    twin = Lead.objects.unerased().locked().select_related("submission", "site")
    lead = twin.filter(submission__token=nonce).first()
    if lead is not None:
        _keep_changes(lead, data, subject, nonce, now)
        return lead
    network = client_network(source["ip"])
    doubts = [*doubts, *rate_doubts(site=site, network=network, now=now)]
    lead = _create_lead(site, data, subject, doubts, now)
    _keep_listings(lead, subject)
    _freeze(lead, data, subject, nonce, source, now)
    _record_consent(lead, consent, source, now)
    if not doubts:
        outbox.owe_for_new(lead, occasion=nonce)
    logger.info("lead %s stored, doubts: %s", lead.pk, ",".join(doubts) or "none")
    return lead


def _wait_for_twins(nonce):
    """Let the same form through one at a time; the unique token guards what this only orders."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [nonce])


def _create_lead(site, data, subject, doubts, now):
    about = {subject.field: subject.target} if subject and subject.field != "tile" else {}
    return Lead.objects.create(
        site=site,
        topic=data["topic"],
        subject_label=subject.label[:160] if subject else "",
        is_quarantined=bool(doubts),
        quarantine_reasons=list(doubts),
        received_at=now,
        due_at=reply_due_at(now, site.reply_working_days),
        **about,
        **{field: data[field] for field in CONTACT_FIELDS + WISHES},
    )


def _keep_listings(lead, subject):
    places = subject.places if subject else ()
    LeadListing.objects.bulk_create(
        LeadListing(lead=lead, listing=place.listing, label=place.label, position=position)
        for position, place in enumerate(places, start=1)
    )


def _freeze(lead, data, subject, nonce, source, now):
    words = {field: data[field] for field in LABELS}
    words |= {"topic": data["topic"].name, "subject": subject.full_label if subject else ""}
    Submission.objects.create(lead=lead, token=nonce, payload=words, submitted_at=now, **source)


def _record_consent(lead, consent, source, now):
    Consent.objects.create(
        lead=lead,
        purpose=Consent.Purpose.REPLY,
        text_version=consent.version,
        text_hash=consent.digest,
        ip=source["ip"],
        given_at=now,
    )


def _keep_changes(lead, data, subject, nonce, now):
    """The visitor went back, changed something and sent the form again: nothing of it is lost."""
    frozen = lead.submission.payload
    changed = [field for field in LABELS if data[field] and data[field] != frozen[field]]
    about = subject.full_label if subject and subject.full_label != frozen["subject"] else ""
    if not (changed or about) or Throttle.objects.hit("changes", nonce, now) > MAX_CHANGES:
        return
    lines = [f"咨询对象：{about}"] if about else []
    for field in changed:
        is_secret = field in {"phone", "email"}
        lines.append(f"{LABELS[field]}：{'已更正' if is_secret else data[field]}")
        if field in CONTACT_FIELDS + WISHES:
            setattr(lead, field, data[field])
    lead.save(update_fields=CONTACT_FIELDS + WISHES)
    body = "再次提交时有改动：\n" + "\n".join(lines)
    _receive(lead, body, nonce, now, occasion="changed")


@transaction.atomic
def ask_again(*, lead, body, nonce, now=None):
    """A further question from the status page; a closed lead opens again.

    Lead.DoesNotExist when its data has just been erased: nothing may be added to it.
    """
    lead = _locked(lead)
    _receive(lead, body, nonce, now or timezone.now())
    return lead


@transaction.atomic
def close_by_visitor(*, lead, now=None):
    """The visitor is content. Doing it twice changes nothing. Lead.DoesNotExist as above."""
    lead = _locked(lead)
    if not lead.is_ended:
        set_stage(lead, Stage.CLOSED, by=None, now=now or timezone.now())
    return lead


def _locked(lead):
    return Lead.objects.unerased().locked().select_related("site__region").get(pk=lead.pk)


def _receive(lead, body, nonce, now, occasion=""):
    """Words from the visitor: kept once, told to the office, to be answered in time."""
    message, is_new = Message.objects.add_once(
        lead=lead, direction=Message.Direction.IN, body=body, nonce=nonce, sent_at=now
    )
    if not is_new:
        return
    if lead.is_ended:
        set_stage(lead, Stage.CONTACTED, by=None, now=now)
    if lead.first_reply_at and lead.follow_up_due_at is None:
        lead.follow_up_due_at = reply_due_at(now, lead.site.reply_working_days)
        lead.save(update_fields=["follow_up_due_at"])
    if not lead.is_quarantined:
        outbox.owe_to_staff(lead, kind=Outbox.Kind.FOLLOW_UP, occasion=occasion or message.nonce)
