"""Whether a site's office works now, till when or from when; by the calendar that clocks use.

Said of working time, not of people: nobody is said to be there because it is nine.
"""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from leads.deadlines import DAY, FURTHEST, WEEKDAYS, in_words, reply_due_at, worked_spans


@dataclass(frozen=True)
class Opening:
    """`words` say how it stands, `promise` by when who asks now is answered."""

    is_open: bool
    words: str
    promise: str


def opening_at(now, *, working_days, entered, hours) -> Opening:
    """For an office that answers within so many working days; arguments as leads.deadlines has.

    What is promised is what the enquiry will hold (actions.clocks.due_at): the site's days, not the
    hours of one office.
    """
    promise = f"现在问，最迟 {in_words(reply_due_at(now, working_days, entered))} 前答复"
    today = timezone.localdate(now)
    for number in range(FURTHEST):
        for starts_at, ends_at in worked_spans(today + number * DAY, entered, hours):
            if starts_at <= now < ends_at:
                return Opening(
                    is_open=True, words=f"现在上班，{_hour(ends_at)} 为止", promise=promise
                )
            if now < starts_at:
                words = f"{_day(starts_at, today)}{_hour(starts_at)} 开门"
                return Opening(is_open=False, words=words, promise=promise)
    return Opening(is_open=False, words="", promise=promise)


def _hour(moment):
    local = timezone.localtime(moment)
    return f"{local.hour}:{local:%M}"


def _day(moment, today: datetime.date):
    """Nothing for today; 明天; 周一 within a week, else with its date."""
    day = timezone.localdate(moment)
    weekday = f"周{WEEKDAYS[day.weekday()]} "
    days = (day - today).days
    if days < 2:
        return "明天 " if days else "今天 "
    return weekday if days < 7 else f"{day.month} 月 {day.day} 日（{weekday.strip()}）"
