"""Changes of stage, owner and tray, each saved together with its own row of history."""

import logging
from types import MappingProxyType

from django.db import DatabaseError, transaction
from django.db.models import Min

from core.error_frames import error_frames
from leads import extensions
from leads.actions.clocks import follow_stage
from leads.models import FollowUp, Lead, Message, OwnerChange, StageChange
from leads.notifications import outbox
from leads.parties import join
from leads.routing import owner_by_rule

logger = logging.getLogger(__name__)

OWNED = ("owner", "pooled_at", "nobody_told_at", "idle_told_at")


def set_stage(lead, to_stage, *, by, now, proof="", lost_reason=None, is_forced=False):
    """`by` is None when the visitor did it, by what `proof` says. An ended lead owes no answer.

    Whoever takes back that somebody opened a lost lead again names no reason: it has its own.
    """
    if to_stage == Lead.Stage.LOST:
        lost_reason = lost_reason or _last_reason(lead)
    StageChange.objects.create(
        lead=lead,
        from_stage=lead.stage,
        to_stage=to_stage,
        by=by,
        changed_at=now,
        proof=proof,
        lost_reason=lost_reason,
        is_forced=is_forced,
    )
    was = lead.reached
    lead.stage, lead.lost_reason = to_stage, lost_reason
    lead.ended_in = was if lead.is_ended else ""
    lead.closed_at = _first_closed_at(lead, now) if lead.is_ended else None
    if lead.is_ended:
        lead.follow_up_due_at = None
        _close_step(lead, by=by, now=now)
    names = ["stage", "lost_reason", "ended_in", "closed_at", "follow_up_due_at"]
    lead.save(update_fields=names)
    follow_stage(lead, now)
    for room in extensions.registered():
        room.follow_stage(lead, by=by, now=now)


def _last_reason(lead):
    told = lead.stage_changes.exclude(lost_reason=None).order_by("changed_at", "pk").last()
    return told.lost_reason


def _close_step(lead, *, by, now):
    """Nothing stays due of what has ended."""
    outcome = f"随线索结束：{lead.get_stage_display()}"
    lead.next_steps.open().update(done_at=now, done_by=by, outcome=outcome)


def _first_closed_at(lead, now):
    """Since the visitor's last word: whoever opens a lead and closes it again wins no new term."""
    words = lead.messages.filter(direction=Message.Direction.IN, is_visible=True)
    closings = lead.stage_changes.filter(to_stage__in=Lead.ENDED)
    if last := words.order_by("sent_at", "pk").last():
        closings = closings.filter(changed_at__gte=last.sent_at)
    return min(closings.aggregate(first=Min("changed_at", default=now))["first"], now)


def set_owner(lead, to, *, by, now):
    """`to` is None for the pool; `by` is None where a rule or a term decides.

    What was promised stays promised: whoever has the lead has it to keep.
    """
    OwnerChange.objects.create(lead=lead, from_owner=lead.owner, to_owner=to, by=by, changed_at=now)
    was = lead.owner
    lead.owner, lead.pooled_at = to, None if to else now
    lead.nobody_told_at = lead.idle_told_at = None
    lead.save(update_fields=OWNED)
    if to is not None:
        lead.promises.open().update(owner=to)
    for room in extensions.registered():
        room.follow_owner(lead, was=was, now=now)


def take_in(lead, *, occasion, now):
    """Accepted: to whom the rules say, and told to who answers for it now."""
    if lead.owner_id is None:
        _give_by_rule(lead, now)
    outbox.owe_for_new(lead, occasion=occasion)


def _give_by_rule(lead, now):
    """To whom the rules of the site say, if anybody.

    Receiving goes before routing: where that fails, the enquiry is nobody's and everybody is told.
    """
    try:
        with transaction.atomic():
            to = owner_by_rule(lead, now)
    except DatabaseError as error:
        logger.warning("lead %s not routed: %s", lead.pk, error_frames(error))
        return
    if to is not None:
        set_owner(lead, to, by=None, now=now)


def leave_quarantine(lead, *, by, note, now, sent=MappingProxyType({})):
    """Into the inbox, with the mails it would have had; time of receipt and promise stay."""
    lead.is_quarantined, lead.quarantine_checked_at = False, None
    lead.save(update_fields=["is_quarantined", "quarantine_checked_at"])
    join(lead)
    FollowUp.objects.create(lead=lead, by=by, body=note, created_at=now)
    take_in(lead, occasion=lead.submission.token, now=now)
    for room in extensions.registered():
        room.follow_let_in(lead, sent=sent, now=now)
