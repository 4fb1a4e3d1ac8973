"""A visitor wants to be called: the promise, its clock and the step, kept by whoever calls."""

from django.utils import timezone

from leads.actions.clocks import due_at
from leads.actions.transitions import set_owner, set_stage
from leads.callbacks import ASK
from leads.deadlines import DAY
from leads.models import CalendarPeriod, Clock, ClockRule, Contact, Lead, NextStep, OfficeHours

Kind = ClockRule.Kind
UNANSWERED = (Lead.Stage.NEW, Lead.Stage.CONTACTED)
HOURS = 1  # where no rule says


def owe_call(lead, call_time, *, now):
    """What is promised to the visitor is the call: at the time of the latest form that was sent."""
    now = lead.in_order(now)
    terms = ClockRule.objects.terms_for(lead.site, lead.topic_id)
    entered = CalendarPeriod.objects.days_after(timezone.localdate(now) - DAY)
    hours = terms.get(Kind.CALL_BACK, HOURS)
    calendar = (entered, OfficeHours.objects.of(lead.site_id))
    starts_at, due_at = call_time.term(now, hours, *calendar)
    times = {"started_at": starts_at, "due_at": due_at, "stopped_at": None}
    Clock.objects.update_or_create(
        lead=lead, kind=Kind.CALL_BACK, defaults=times, create_defaults=times | {"days": hours}
    )
    if lead.first_reply_at is None:
        lead.due_at = due_at
        lead.save(update_fields=["due_at"])
    _plan(lead, call_time.wish, timezone.localdate(due_at), now)


def _plan(lead, what, day, now):
    """Beside another step that somebody has planned the clock alone says it."""
    step = lead.next_steps.open().first()
    if step is None:
        values = {"kind": NextStep.Kind.CALL, "what": what, "due_on": day}
        NextStep.objects.create(lead=lead, by=None, created_at=now, **values)
    elif step.what.startswith(ASK):
        step.what, step.due_on = what, day
        step.save(update_fields=["what", "due_on"])


def keep_call(lead, *, by, now, is_reached):
    """The call was made. Where nobody was reached the answer is owed as of any other enquiry."""
    clock = lead.clocks.filter(kind=Kind.CALL_BACK).first()
    if clock is None:
        return
    if clock.stopped_at is None:
        clock.stopped_at = max(now, clock.started_at)
        clock.save(update_fields=["stopped_at"])
    if is_reached:
        _answered(lead, by, lead.in_order(now))
    elif lead.first_reply_at is None:
        terms = ClockRule.objects.terms_for(lead.site, lead.topic_id)
        lead.due_at = max(lead.due_at, due_at(lead.site, lead.received_at, terms))
        lead.save(update_fields=["due_at"])


def _answered(lead, by, now):
    """Who asked to be called has been answered by the call."""
    if step := lead.next_steps.call_that_begins(ASK):
        step.finish(outcome="已回拨，接通", now=now, by=by)
    if lead.first_reply_at or lead.is_ended or lead.is_quarantined:
        return
    lead.first_reply_at = now
    lead.save(update_fields=["first_reply_at"])
    if lead.owner_id is None:
        set_owner(lead, by, by=by, now=now)
    if lead.stage in UNANSWERED:
        set_stage(lead, Lead.Stage.ANSWERED, by=by, now=now)
    Contact.objects.confirm(lead.phone, lead.email, now=now)
