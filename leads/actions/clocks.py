"""The clocks of an enquiry beside its first reply: begun and stopped by stages, halted by pauses.

Called in the transaction of what happened. A pause shifts what is still owed by working time at
once, as its end is known: nothing has to run for it to be over.
"""

import datetime

from django.utils import timezone

from leads.deadlines import after_working_time, reply_due_at, working_time
from leads.models import CalendarPeriod, Clock, ClockRule, Lead, OfficeHours

Kind = ClockRule.Kind
KINDS = (Kind.ASSESSMENT, Kind.FEEDBACK, Kind.REPORT)
DAY = datetime.timedelta(days=1)


def due_at(site, now, terms=None):
    """The promise of a site; what staff entered of a year outranks the calendar.

    An office may be stricter with itself for a topic (`terms`), never laxer than the site says.
    """
    entered = CalendarPeriod.objects.days_after(timezone.localdate(now))
    own = (terms or {}).get(ClockRule.Kind.REPLY, site.reply_working_days)
    return reply_due_at(now, min(own, site.reply_working_days), entered)


def copy_terms(lead, terms):
    """Fix the terms of an enquiry; of one that has them already they stay."""
    rows = [Clock(lead=lead, kind=kind, days=terms[kind]) for kind in KINDS if kind in terms]
    Clock.objects.bulk_create(rows, ignore_conflicts=True)


def follow_stage(lead, now):
    """Begin and stop what the new stage says."""
    if lead.is_ended:
        for clock in lead.clocks.running():
            _stop(clock, now)
        lead.pauses.current(now).update(ended_at=now)
        return
    if lead.stage in Lead.CONSULTING:
        return
    clocks = _clocks_of(lead)
    begins = (Kind.ASSESSMENT, Kind.FEEDBACK) if _is_assessed(lead) else (Kind.REPORT,)
    if not _is_assessed(lead) and Kind.ASSESSMENT in clocks:
        _stop(clocks[Kind.ASSESSMENT], now)
    for kind in begins:
        if kind in clocks and not _is_running(clocks[kind]):
            _begin(clocks[kind], now)


def stop_feedback(lead, now):
    """The visitor has been told what came of it."""
    for clock in lead.clocks.running().filter(kind=Kind.FEEDBACK):
        _stop(clock, now)


def begin_anew(clock, now):
    _begin(clock, now)


def shift_for_pause(pause):
    """What is owed then is owed as long after the pause as it would have been without it."""
    lead = pause.lead
    for clock in _resting(lead).filter(due_at__gt=pause.started_at):
        calendar = _calendar(lead, pause.started_at)
        left = working_time(pause.started_at, clock.due_at, *calendar)
        clock.due_at = after_working_time(pause.resumes_at, left, *calendar)
        clock.save(update_fields=["due_at"])


def shift_back(pause):
    """It ended earlier than it was to."""
    lead = pause.lead
    for clock in _resting(lead).filter(due_at__gt=pause.resumes_at):
        calendar = _calendar(lead, pause.ended_at)
        left = working_time(pause.resumes_at, clock.due_at, *calendar)
        clock.due_at = max(after_working_time(pause.ended_at, left, *calendar), clock.started_at)
        clock.save(update_fields=["due_at"])


def _resting(lead):
    """All but the call that was promised to a visitor."""
    return lead.clocks.running().exclude(kind=Kind.CALL_BACK)


def _is_assessed(lead):
    return lead.stage == Lead.Stage.ASSESSING


def _is_running(clock):
    return clock.due_at is not None and clock.stopped_at is None


def _clocks_of(lead):
    """By kind; an enquiry from before there were clocks takes the terms of today."""
    clocks = {clock.kind: clock for clock in lead.clocks.all()}
    if not clocks:
        copy_terms(lead, ClockRule.objects.terms_for(lead.site, lead.topic_id))
        clocks = {clock.kind: clock for clock in lead.clocks.all()}
    return clocks


def _begin(clock, now):
    pause = clock.lead.pauses.current(now).first()
    clock.started_at, clock.stopped_at = now, None
    clock.due_at = _due_at(clock, pause.resumes_at if pause else now)
    clock.save(update_fields=["started_at", "due_at", "stopped_at"])


def _stop(clock, now):
    if _is_running(clock):
        clock.stopped_at = max(now, clock.started_at)
        clock.save(update_fields=["stopped_at"])


def _due_at(clock, start):
    entered, hours = _calendar(clock.lead, start)
    if clock.kind == Kind.REPORT:  # days of the calendar, then the next that is worked
        return reply_due_at(start + (clock.days - 1) * DAY, 1, entered, hours)
    return reply_due_at(start, clock.days, entered, hours)


def _calendar(lead, start):
    """What staff entered from that day on, and the hours of the site."""
    entered = CalendarPeriod.objects.days_after(timezone.localdate(start) - DAY)
    return entered, OfficeHours.objects.of(lead.site_id)
