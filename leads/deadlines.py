"""The reply promise, counted in Chinese working days until the office closes."""

import datetime

import chinese_calendar
from django.utils import timezone

OFFICE_CLOSES = datetime.time(18, 0)
WEEKDAYS = "一二三四五六日"
FRIDAY = 4


def is_working_day(day: datetime.date) -> bool:
    """By the State Council's calendar; Monday to Friday in years it does not cover yet."""
    try:
        return chinese_calendar.is_workday(day)
    except NotImplementedError:
        return day.weekday() <= FRIDAY


def reply_due_at(received_at: datetime.datetime, working_days: int) -> datetime.datetime:
    """Office end of the n-th working day after the day of receipt."""
    day = timezone.localtime(received_at).date()
    while working_days:
        day += datetime.timedelta(days=1)
        working_days -= is_working_day(day)
    return timezone.make_aware(datetime.datetime.combine(day, OFFICE_CLOSES))


def in_words(moment: datetime.datetime) -> str:
    """11 月 23 日（周一）18:00, with no-break spaces between figures and units."""
    local = timezone.localtime(moment)
    return (
        f"{local.month}\u00a0月\u00a0{local.day}\u00a0日"
        f"（周{WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    )


def span_in_words(span: datetime.timedelta) -> str:
    """4 小时 48 分; days from two days on."""
    minutes = max(int(span.total_seconds()) // 60, 1)
    hours, minutes = divmod(minutes, 60)
    if hours >= 48:
        return f"{hours // 24}\u00a0天\u00a0{hours % 24}\u00a0小时"
    return f"{hours}\u00a0小时\u00a0{minutes}\u00a0分" if hours else f"{minutes}\u00a0分钟"
