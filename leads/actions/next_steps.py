"""Planning what happens next with an enquiry, and saying what came of it."""

from django.db import transaction
from django.utils import timezone

from leads.actions.officers import LeadConflict, lock_for
from leads.actions.transitions import set_owner
from leads.models import NextStep


@transaction.atomic
def plan_step(*, lead, by, kind, what, due_on, step_was, outcome="", now=None) -> NextStep:
    """Close the open step with its outcome, if there is one, and plan the next.

    `step_was` is the open step that the form showed, None of none. Who plans for a lead that
    nobody owns owns it.
    """
    lead, now = lock_for(lead, by), now or timezone.now()
    if lead.is_quarantined:
        raise LeadConflict("请先点“不是垃圾信息”，再安排下一步。")
    if lead.is_ended:
        raise LeadConflict("这条线索已经结束，要继续先改阶段。")
    _close(lead, by, step_was, outcome, now)
    if lead.owner_id is None:
        set_owner(lead, by, by=by, now=now)
    return NextStep.objects.create(
        lead=lead, by=by, kind=kind, what=what, due_on=due_on, created_at=now
    )


def _close(lead, by, step_was, outcome, now):
    step = lead.next_steps.open().first()
    if (step and step.pk) != step_was:
        raise LeadConflict("下一步刚刚有变动，请看一下再安排。")
    if step is None:
        return
    if not outcome:
        raise LeadConflict("请写上这一步的结果，再安排下一步。")
    step.finish(outcome=outcome, now=now, by=by)
