"""What visitors and officers do with a lead. Each checks who may, and writes its own history."""

import hashlib
import logging

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from leads import outbox
from leads.clocks import reply_due_at
from leads.doubts import rate_doubts
from leads.models import (
    Consent,
    ContactView,
    FollowUp,
    Lead,
    Message,
    Outbox,
    OwnerChange,
    StageChange,
    Submission,
    Throttle,
)
from regions import access
from regions.clients import client_network

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


class LeadConflict(Exception):
    """Somebody else was quicker, or the step does not fit the lead; the message says which."""


# ---- Visitors ----


@transaction.atomic
def submit_enquiry(*, site, data, subject, nonce, source, consent, doubts=(), now=None) -> Lead:
    """Keep an enquiry for good: frozen words, lead, consent and owed mails in one transaction.

    `nonce` comes from the signed form: the same form sent again, at once or later, finds the lead
    it made; words changed in between are kept as a further message. `source` is a dict with ip and
    user_agent_hash, `doubts` the reasons for quarantine found so far.
    """
    now = now or timezone.now()
    _wait_for_twins(nonce)
    lead = Lead.objects.filter(submission__token=nonce).select_related("submission").first()
    if lead is not None:
        _keep_changes(lead, data, nonce, now)
        return lead
    network = client_network(source["ip"])
    doubts = [*doubts, *rate_doubts(site=site, network=network, now=now)]
    lead = _create_lead(site, data, subject, doubts, now)
    _freeze(lead, data, subject, nonce, source, now)
    _record_consent(lead, consent, source, now)
    if not doubts:
        _announce(lead, nonce)
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


def _freeze(lead, data, subject, nonce, source, now):
    words = {field: data[field] for field in LABELS}
    words |= {"topic": data["topic"].name, "subject": subject.label if subject else ""}
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


def _announce(lead, nonce):
    outbox.owe_to_staff(lead, kind=Outbox.Kind.NEW_LEAD, occasion=nonce)
    outbox.owe_to_visitor(lead, kind=Outbox.Kind.RECEIPT, occasion=nonce)


def _keep_changes(lead, data, nonce, now):
    """The visitor went back, changed something and sent the form again: nothing of it is lost."""
    frozen = lead.submission.payload
    changed = [field for field in LABELS if data[field] and data[field] != frozen[field]]
    if not changed or Throttle.objects.hit("changes", nonce, now) > MAX_CHANGES:
        return
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    lines = []
    for field in changed:
        is_secret = field in {"phone", "email"}
        lines.append(f"{LABELS[field]}：{'已更正' if is_secret else data[field]}")
        if field in CONTACT_FIELDS + WISHES:
            setattr(lead, field, data[field])
    digest = hashlib.sha256("\n".join([nonce, *(data[f] for f in changed)]).encode()).hexdigest()
    _receive(lead, "再次提交时有改动：\n" + "\n".join(lines), digest[:43], now, occasion="changed")


def ask_again(*, lead, body, nonce, now=None):
    """A further question from the status page; a closed lead opens again."""
    with transaction.atomic():
        lead = Lead.objects.select_for_update().select_related("site__region").get(pk=lead.pk)
        _receive(lead, body, nonce, now or timezone.now())
    return lead


def _receive(lead, body, nonce, now, occasion=""):
    values = {"lead": lead, "direction": Message.Direction.IN, "body": body, "sent_at": now}
    _, is_new = Message.objects.get_or_create(nonce=nonce, defaults=values)
    if not is_new:
        return
    if lead.is_ended:
        _set_stage(lead, Stage.CONTACTED, None, now)
    if lead.first_reply_at and lead.follow_up_due_at is None:
        lead.follow_up_due_at = reply_due_at(now, lead.site.reply_working_days)
    lead.save()
    if not lead.is_quarantined:
        outbox.owe_to_staff(lead, kind=Outbox.Kind.FOLLOW_UP, occasion=occasion or nonce)


@transaction.atomic
def close_by_visitor(*, lead, now=None):
    """The visitor is content. Doing it twice changes nothing."""
    lead = Lead.objects.select_for_update().get(pk=lead.pk)
    if not lead.is_ended:
        _set_stage(lead, Stage.CLOSED, None, now or timezone.now())
        lead.save()
    return lead


# ---- Officers ----


def _locked(lead, by):
    """The row, locked, if `by` is an officer of its region; erased ones are out of reach."""
    lead = (
        Lead.objects.select_for_update(of=("self",)).select_related("site__region").get(pk=lead.pk)
    )
    if not access.has_role(by, access.OFFICERS, lead.site.region):
        raise PermissionDenied("您没有在该地区处理线索的权限。")
    if lead.erased_at:
        raise LeadConflict("这条线索的个人信息已按期删除，不能再处理。")
    return lead


@transaction.atomic
def claim(*, lead, by, now=None):
    """Become the owner of a lead that has none; the first one wins."""
    lead = _locked(lead, by)
    if lead.owner_id is not None:
        holder = "您" if lead.owner_id == by.pk else display_name(lead.owner)
        raise LeadConflict(f"这条线索已由{holder}负责。")
    _set_owner(lead, by, by, now or timezone.now())
    lead.save()
    return lead


@transaction.atomic
def assign(*, lead, by, to, owner_was, now=None):
    """Hand a lead to an officer of its region; `owner_was` is the owner the form showed."""
    lead = _locked(lead, by)
    if lead.owner_id != owner_was:
        raise LeadConflict("负责人刚刚有变动，请看一下再指派。")
    if not access.has_role(to, access.OFFICERS, lead.site.region):
        raise LeadConflict("对方不是该地区的招商专员。")
    if lead.owner_id != to.pk:
        _set_owner(lead, to, by, now or timezone.now())
        lead.save()
    return lead


@transaction.atomic
def answer(*, lead, by, body, nonce, now=None):
    """Answer the visitor: shown on the status page at once, announced by mail if there is one."""
    now = now or timezone.now()
    lead = _locked(lead, by)
    _refuse_quarantined(lead)
    values = {"lead": lead, "direction": Message.Direction.OUT, "by": by, "body": body}
    _, is_new = Message.objects.get_or_create(nonce=nonce, defaults=values | {"sent_at": now})
    if not is_new:
        return lead
    lead.first_reply_at = lead.first_reply_at or now
    lead.follow_up_due_at = None
    if lead.owner_id is None:
        _set_owner(lead, by, by, now)
    if lead.stage in {Stage.NEW, Stage.CONTACTED}:
        _set_stage(lead, Stage.ANSWERED, by, now)
    lead.save()
    outbox.owe_to_visitor(lead, kind=Outbox.Kind.ANSWERED, occasion=nonce)
    return lead


@transaction.atomic
def move(*, lead, by, to_stage, stage_was, now=None):
    """Set the stage; `stage_was` is the stage the form showed."""
    lead = _locked(lead, by)
    _refuse_quarantined(lead)
    if lead.stage != stage_was:
        raise LeadConflict(f"阶段刚刚被改为“{lead.get_stage_display()}”，请看一下再改。")
    if lead.stage != to_stage:
        _set_stage(lead, to_stage, by, now or timezone.now())
        lead.save()
    return lead


@transaction.atomic
def add_note(*, lead, by, body, now=None):
    lead = _locked(lead, by)
    FollowUp.objects.create(lead=lead, by=by, body=body, created_at=now or timezone.now())
    return lead


@transaction.atomic
def reveal_contact(*, lead, by, now=None):
    """Put on record that `by` sees phone and mail."""
    lead = _locked(lead, by)
    ContactView.objects.create(lead=lead, by=by, viewed_at=now or timezone.now())
    logger.info("contact of lead %s shown to user %s", lead.pk, by.pk)
    return lead


@transaction.atomic
def release(*, lead, by, now=None):
    """Out of quarantine into the inbox, with the mails it would have had."""
    lead = _locked(lead, by)
    if not lead.is_quarantined:
        raise LeadConflict("这条线索已经不在隔离区。")
    lead.is_quarantined = False
    lead.save()
    FollowUp.objects.create(lead=lead, by=by, body="移出隔离区", created_at=now or timezone.now())
    _announce(lead, lead.submission.token)
    return lead


def _refuse_quarantined(lead):
    if lead.is_quarantined:
        raise LeadConflict("请先点“不是垃圾信息”，再处理。")


def _set_owner(lead, to, by, now):
    OwnerChange.objects.create(lead=lead, from_owner=lead.owner, to_owner=to, by=by, changed_at=now)
    lead.owner = to


def _set_stage(lead, to_stage, by, now):
    StageChange.objects.create(
        lead=lead, from_stage=lead.stage, to_stage=to_stage, by=by, changed_at=now
    )
    lead.stage = to_stage
    lead.closed_at = now if lead.is_ended else None
    if lead.is_ended:
        lead.follow_up_due_at = None


def display_name(user) -> str:
    """How colleagues are called in the admin."""
    return (user.get_full_name() or user.get_username()) if user else "访客"
