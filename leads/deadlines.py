"""The reply promise, counted in Chinese working days until the office closes."""

import datetime
from dataclasses import dataclass

import chinese_calendar
from django.utils import timezone

OFFICE_OPENS = datetime.time(9, 0)  # where a clock is drawn; promises name the closing alone
OFFICE_CLOSES = datetime.time(18, 0)
WEEKDAYS = "一二三四五六日"
FRIDAY = 4
# 元旦, 劳动节, 国庆节 as (month, day).
FIXED_HOLIDAYS = {(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)}
DAY = datetime.timedelta(days=1)
FURTHEST_WARNING = 15  # days; the longest holidays and a weekend at either end are fewer
FURTHEST = 400  # days; a calendar without a working day ends nobody's request

# What staff entered of a day: whether it is worked, or when it ends early.
type Entered = dict[datetime.date, bool | datetime.time]


@dataclass(frozen=True)
class Hours:
    """When an office works on a working day; `noon` is its break, from and to."""

    opens: datetime.time = OFFICE_OPENS
    closes: datetime.time = OFFICE_CLOSES
    noon: tuple[datetime.time, datetime.time] | None = None

    def spans(self, day, closes_early=None):
        """The worked parts of that day, as aware moments; what begins after its end is none."""
        closes = min(self.closes, closes_early or self.closes)
        parts = [(self.opens, closes)]
        if self.noon:
            parts = [(self.opens, min(self.noon[0], closes)), (self.noon[1], closes)]
        return [(_moment(day, start), _moment(day, end)) for start, end in parts if start < end]


OFFICE = Hours()


def _moment(day, hour):
    return timezone.make_aware(datetime.datetime.combine(day, hour))


def is_working_day(day: datetime.date, entered=None) -> bool:
    """By what staff have `entered`, else by the State Council's calendar.

    In years that this does not cover yet weekends are off, and the holidays that fall on the same
    day each year; those of the lunar calendar have to be entered.
    """
    if entered and day in entered:
        return bool(entered[day])
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() <= FRIDAY and not is_fixed_holiday(day)


def is_fixed_holiday(day: datetime.date) -> bool:
    """Days off by 全国年节及纪念日放假办法 (2024) that need no announcement."""
    return (day.month, day.day) in FIXED_HOLIDAYS or is_qingming(day)


def is_qingming(day: datetime.date) -> bool:
    """The solar term of 4, 5 or 6 April."""
    try:
        return (day, "清明") in chinese_calendar.get_solar_terms(day, day)
    except NotImplementedError:  # after 2100
        return False


def is_known_year(year: int) -> bool:
    """Whether the calendar that comes with the program has this year's days off."""
    try:
        chinese_calendar.is_workday(datetime.date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def reply_due_at(received_at: datetime.datetime, working_days: int, entered=None, hours=OFFICE):
    """Office end of the n-th working day after the day of receipt; `entered` as above."""
    day = timezone.localtime(received_at).date()
    while working_days:
        day += DAY
        working_days -= is_working_day(day, entered)
    return _moment(day, min(hours.closes, _closes_early(day, entered) or hours.closes))


def first_working_day(day: datetime.date, entered=None) -> datetime.date:
    """That day, or the next one that is worked."""
    for _ in range(FURTHEST):
        if is_working_day(day, entered):
            break
        day += DAY
    return day


def day_of_warning(due_on: datetime.date, entered=None) -> datetime.date:
    """The last working day that leaves 48 hours until the end of `due_on`."""
    day = due_on - DAY
    for _ in range(FURTHEST_WARNING):
        if is_working_day(day, entered):
            break
        day -= DAY
    return day


def end_of_day(day: datetime.date) -> datetime.datetime:
    """The first moment of the next."""
    return _moment(day + DAY, datetime.time())


def _closes_early(day, entered) -> datetime.time | None:
    found = entered.get(day) if entered else None
    return found if isinstance(found, datetime.time) else None


def worked_spans(day, entered=None, hours=OFFICE):
    """The parts of that day in which the office works."""
    if not is_working_day(day, entered):
        return []
    return hours.spans(day, _closes_early(day, entered))


def working_time(
    start: datetime.datetime, end: datetime.datetime, entered=None, hours=OFFICE
) -> datetime.timedelta:
    """How much of it lies in office hours."""
    start, end = timezone.localtime(start), timezone.localtime(end)
    day, worked = start.date(), datetime.timedelta()
    while day <= end.date():
        for opens, closes in worked_spans(day, entered, hours):
            worked += max(min(end, closes) - max(start, opens), datetime.timedelta())
        day += DAY
    return worked


def working_time_ago(now, span: datetime.timedelta, entered=None) -> datetime.datetime:
    """Since when that much of the office hours has passed."""
    now = timezone.localtime(now)
    day = now.date()
    while True:
        if is_working_day(day, entered):
            opens, closes = (
                timezone.make_aware(datetime.datetime.combine(day, hour))
                for hour in (OFFICE_OPENS, OFFICE_CLOSES)
            )
            worked = max(min(now, closes) - opens, datetime.timedelta())
            if worked >= span:
                return min(now, closes) - span
            span -= worked
        day -= datetime.timedelta(days=1)


def after_working_time(
    start: datetime.datetime, span: datetime.timedelta, entered=None, hours=OFFICE
) -> datetime.datetime:
    """When so much working time has passed since `start`."""
    moment = timezone.localtime(start)
    first = moment.date()
    for number in range(FURTHEST):
        for opens, closes in worked_spans(first + number * DAY, entered, hours):
            begins = max(moment, opens)
            room = max(closes - begins, datetime.timedelta())
            if span <= room:
                return begins + span
            span -= room
    return moment + FURTHEST * DAY


def in_words(moment: datetime.datetime) -> str:
    """11 月 23 日（周一）18:00, with no-break spaces between figures and units."""
    local = timezone.localtime(moment)
    return (
        f"{local.month}\u00a0月\u00a0{local.day}\u00a0日"
        f"（周{WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    )


def day_in_words(moment: datetime.datetime) -> str:
    """11 月 23 日（周一）."""
    return in_words(moment)[:-5]


def span_in_words(span: datetime.timedelta) -> str:
    """4 小时 48 分; days from two days on."""
    minutes = max(int(span.total_seconds()) // 60, 1)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24}\u00a0天\u00a0{hours % 24}\u00a0小时"
    return f"{hours}\u00a0小时\u00a0{minutes}\u00a0分" if hours else f"{minutes}\u00a0分钟"
