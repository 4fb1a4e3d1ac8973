"""What officers say of doubtful enquiries; what they say is remembered of the words (ADR 51)."""

from django.db import transaction
from django.utils import timezone

from leads.actions.officers import LeadConflict, lock_for
from leads.actions.transitions import leave_quarantine
from leads.likeness import kept_marks
from leads.models import FollowUp, Lead
from leads.parties import leave
from leads.spam_signals import SAID

ANSWERED = "已经答复过或在谈的，不能判为垃圾信息：不再跟进的，请把阶段改为“未成”，原因选“无效”。"


@transaction.atomic
def release(*, lead, by, now=None):
    """Out of quarantine into the inbox, with the mails it would have had."""
    lead = lock_for(lead, by)
    if not lead.is_quarantined:
        raise LeadConflict("这条线索已经不在隔离区。")
    leave_quarantine(lead, by=by, note="移出隔离区", now=now or timezone.now())
    _learn(lead, is_spam=False)
    return lead


@transaction.atomic
def mark_as_spam(*, lead, by, now=None):
    """Looked at: it stays in quarantine, and nobody is reminded of it."""
    lead = lock_for(lead, by)
    if not lead.is_quarantined:
        raise LeadConflict("这条线索已经不在隔离区。")
    lead.quarantine_checked_at = now or timezone.now()
    lead.save(update_fields=["quarantine_checked_at"])
    _learn(lead, is_spam=True)
    return lead


@transaction.atomic
def throw_out(*, lead, by, now=None):
    """Out of the inbox into quarantine, as spam; nobody who was answered is."""
    lead, now = lock_for(lead, by), now or timezone.now()
    if lead.is_quarantined:
        raise LeadConflict("这条线索已经在隔离区。")
    if not may_throw_out(lead):
        raise LeadConflict(ANSWERED)
    leave(lead)
    lead.is_quarantined, lead.quarantine_checked_at = True, now
    lead.quarantine_reasons = [*lead.quarantine_reasons, SAID]
    names = ["is_quarantined", "quarantine_checked_at", "quarantine_reasons"]
    lead.save(update_fields=names)
    FollowUp.objects.create(lead=lead, by=by, body="从收件箱判为垃圾信息", created_at=now)
    _learn(lead, is_spam=True)
    return lead


def may_throw_out(lead) -> bool:
    """What came by the form, and nobody has answered."""
    is_from_form = lead.channel == Lead.Channel.WEB
    is_new = lead.stage in {Lead.Stage.NEW, Lead.Stage.CONTACTED}
    return is_from_form and is_new and lead.first_reply_at is None


def _learn(lead, *, is_spam):
    """Whoever sends nearly the same words later is judged by this (spam_signals.learned)."""
    lead.is_taught_spam = is_spam
    lead.taught_marks = kept_marks(lead.site_id, lead.message)
    lead.save(update_fields=["is_taught_spam", "taught_marks"])
