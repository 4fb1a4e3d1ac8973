"""The call that an answer makes necessary where there is a telephone and no mailbox.

What only stands on the status page reaches nobody: it is told by telephone, and that is the next
step until somebody has written down what came of it.
"""

import datetime

from django.utils import timezone

from leads import extensions
from leads.deadlines import OFFICE_CLOSES, is_working_day
from leads.models import CalendarPeriod, NextStep
from leads.models.next_steps import TELL

LONGEST = NextStep._meta.get_field("what").max_length


def plan_call(lead, *, by, now):
    """The open step, if it is no call, makes room and is named in the new one."""
    step = lead.next_steps.open().first()
    if step and step.kind == NextStep.Kind.CALL:
        return
    what = TELL
    if step:
        what = f"{TELL}；原定 {step.due_words} {step.words}"[:LONGEST]
        step.finish(outcome="已答复，先打电话告诉对方", now=now, by=by)
    kind = NextStep.Kind.CALL
    day = day_to_call(now)
    NextStep.objects.create(lead=lead, by=by, kind=kind, what=what, due_on=day, created_at=now)


def finish_call(lead, *, by, now):
    """Somebody was reached: the answer is told, and what was planned besides comes next."""
    if step := lead.next_steps.call_that_begins(TELL):
        step.finish(outcome="接通，已告诉对方", now=now, by=by)
        for room in extensions.registered():
            room.follow_call(lead, by=by, now=now)


def day_to_call(now) -> datetime.date:
    """Today while the office is open, else its next day."""
    now = timezone.localtime(now)
    day = now.date()
    entered = CalendarPeriod.objects.days_after(day - datetime.timedelta(days=1))
    if now.time() >= OFFICE_CLOSES:
        day += datetime.timedelta(days=1)
    while not is_working_day(day, entered):
        day += datetime.timedelta(days=1)
    return day
