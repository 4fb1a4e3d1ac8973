"""What somebody did in the visitor's name who was not the visitor, taken back by an officer.

Nothing is deleted: what was said stays in the office's story and goes from the visitor's page.
"""

from django.db import transaction
from django.utils import timezone

from leads.actions.officers import LeadConflict, lock_for
from leads.actions.transitions import set_stage
from leads.actions.visitors import due_at
from leads.models import FollowUp, Message

CHANGED_SINCE = "之后已有变动，不能撤销了。请看一下经过再处理。"


@transaction.atomic
def undo(*, lead, by, act, now=None):
    """`act` names a row of the timeline: message-12, stage-7."""
    lead = lock_for(lead, by)
    now = lead.in_order(now or timezone.now())
    kind, _, pk = act.partition("-")
    words = UNDOING[kind](lead, int(pk), by, now)
    FollowUp.objects.create(lead=lead, by=by, body=f"撤销：{words}", created_at=now)
    lead.follow_up_due_at = _still_owed_at(lead)
    lead.save(update_fields=["follow_up_due_at"])
    return lead


def _undo_message(lead, pk, by, now):
    message = lead.messages.filter(pk=pk).first()
    if message is None or not message.is_undoable:
        raise LeadConflict(CHANGED_SINCE)
    message.is_visible = False
    message.save(update_fields=["is_visible"])
    reopening = _last_change(lead)
    if reopening and reopening.proof and reopening.changed_at == message.sent_at:
        set_stage(lead, reopening.from_stage, by=by, now=now)
    return f"访客（{message.get_proof_display()}）的来信"


def _undo_stage(lead, pk, by, now):
    change = _last_change(lead)
    if change is None or change.pk != pk or not change.is_undoable:
        raise LeadConflict(CHANGED_SINCE)
    set_stage(lead, change.from_stage, by=by, now=now)
    return f"访客（{change.get_proof_display()}）的{change.get_to_stage_display()}"


UNDOING = {"message": _undo_message, "stage": _undo_stage}


def _last_change(lead):
    return lead.stage_changes.order_by("changed_at", "pk").last()


def _still_owed_at(lead):
    """By when the first question since the last answer is to be answered."""
    if lead.is_ended or lead.first_reply_at is None:
        return None
    rows = lead.messages.filter(is_visible=True).order_by("sent_at", "pk")
    answer = rows.filter(direction=Message.Direction.OUT).last()
    asked = rows.filter(direction=Message.Direction.IN)
    if answer is not None:
        asked = asked.filter(sent_at__gt=answer.sent_at)
    question = asked.first()
    return due_at(lead.site, question.sent_at) if question else None
