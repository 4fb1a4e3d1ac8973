"""When a visitor may want to be called: as soon as the office can, or in a half-day it works."""

import datetime
from dataclasses import dataclass

from django.utils import timezone

from leads.deadlines import DAY, FURTHEST, after_working_time, day_in_words, worked_spans

AS_SOON = "soon"
AS_SOON_WORDS = "尽快"
ASK = "请回拨"
MOST_OFFERED = 6  # half-days
NOON = datetime.time(12, 0)
SHORTEST = datetime.timedelta(hours=1)  # what is left of a half-day that is still offered


@dataclass(frozen=True)
class CallTime:
    """`starts_at` and `ends_at` are None of what is to be as soon as the office can."""

    value: str
    words: str
    starts_at: datetime.datetime | None = None
    ends_at: datetime.datetime | None = None

    @property
    def wish(self) -> str:
        """As it stands in the inbox: 请回拨，12 月 1 日（周二）上午."""
        return f"{ASK}，{self.words}"

    def term(self, now, working_hours, entered, hours):
        """(from, until) within which the call is owed."""
        if self.ends_at is None:
            span = datetime.timedelta(hours=working_hours)
            return now, after_working_time(now, span, entered, hours)
        return max(now, self.starts_at), self.ends_at


SOON = CallTime(AS_SOON, AS_SOON_WORDS)


def call_times(now, entered, hours) -> list[CallTime]:
    """What a visitor may choose, the soonest first."""
    times, day = [SOON], timezone.localdate(now)
    for number in range(FURTHEST):
        for starts_at, ends_at in _half_days(day + number * DAY, entered, hours):
            if ends_at - max(now, starts_at) >= SHORTEST:
                times.append(_half_day(starts_at, ends_at))
        if len(times) > MOST_OFFERED:
            break
    return times[: MOST_OFFERED + 1]


def _half_days(day, entered, hours):
    """The worked parts of a day; one without a break is cut at twelve."""
    spans = worked_spans(day, entered, hours)
    if len(spans) != 1:
        return spans
    starts_at, ends_at = spans[0]
    noon = timezone.make_aware(datetime.datetime.combine(day, NOON))
    if starts_at < noon < ends_at:
        return [(starts_at, noon), (noon, ends_at)]
    return spans


def _half_day(starts_at, ends_at):
    local = timezone.localtime(starts_at)
    half, word = ("am", "上午") if local.time() < NOON else ("pm", "下午")
    return CallTime(
        f"{local:%Y-%m-%d}-{half}", f"{day_in_words(starts_at)}{word}", starts_at, ends_at
    )
