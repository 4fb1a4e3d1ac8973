"""Working days as China counts them."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from leads.deadlines import (
    Hours,
    after_working_time,
    in_words,
    is_fixed_holiday,
    is_known_year,
    is_working_day,
    reply_due_at,
    span_in_words,
    working_time,
)

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(*parts):
    return datetime.datetime(*parts, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        (at(2026, 11, 21, 10, 42), 1, at(2026, 11, 23, 18)),  # Saturday → Monday
        (at(2026, 11, 20, 9), 1, at(2026, 11, 23, 18)),  # Friday → Monday
        (at(2026, 11, 23, 23, 59), 1, at(2026, 11, 24, 18)),
        (at(2026, 9, 30, 9), 1, at(2026, 10, 8, 18)),  # National Day, 7 days off
        (at(2026, 2, 13, 9), 1, at(2026, 2, 14, 18)),  # a Saturday worked for Spring Festival
        (at(2026, 11, 20, 9), 3, at(2026, 11, 25, 18)),
        (at(2038, 11, 19, 9), 1, at(2038, 11, 22, 18)),  # beyond the calendar: Monday to Friday
        (at(2037, 12, 31, 9), 1, at(2038, 1, 4, 18)),  # 元旦 on a Friday
        (at(2038, 4, 30, 9), 1, at(2038, 5, 3, 18)),  # 劳动节 at a weekend
        (at(2040, 4, 30, 9), 1, at(2040, 5, 3, 18)),  # 劳动节, two days
        (at(2035, 9, 30, 9), 1, at(2035, 10, 4, 18)),  # 国庆节, three days from a Monday
        (at(2035, 4, 4, 9), 1, at(2035, 4, 6, 18)),  # 清明 on a Thursday
        (at(2026, 11, 22, 23, 30).astimezone(datetime.UTC), 1, at(2026, 11, 23, 18)),
    ],
)
def test_reply_is_due_at_office_end_of_the_working_day(received, days, due):
    assert reply_due_at(received, days) == due


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        (at(2026, 11, 23, 10), at(2026, 11, 23, 12), 2),
        (at(2026, 11, 23, 17), at(2026, 11, 24, 10), 2),
        (at(2026, 11, 20, 12), at(2026, 11, 23, 18), 15),  # over a weekend
        (at(2026, 11, 21, 12), at(2026, 11, 22, 18), 0),
        (at(2026, 11, 23, 20), at(2026, 11, 24, 8), 0),
        (at(2026, 11, 24, 12), at(2026, 11, 23, 12), 0),
    ],
)
def test_working_time_counts_office_hours_alone(start, end, hours):
    assert working_time(start, end) == datetime.timedelta(hours=hours)


def test_what_staff_entered_outranks_the_calendar():
    entered = {datetime.date(2038, 2, day): False for day in range(3, 11)}
    entered |= {datetime.date(2038, 1, 31): True, datetime.date(2026, 11, 23): False}
    assert reply_due_at(at(2038, 2, 2, 9), 1, entered) == at(2038, 2, 11, 18)  # 春节
    assert reply_due_at(at(2038, 1, 29, 9), 1, entered) == at(2038, 1, 31, 18)  # a Sunday worked
    assert reply_due_at(at(2026, 11, 20, 9), 1, entered) == at(2026, 11, 24, 18)


def test_fixed_holidays_of_every_year():
    days = (datetime.date(2027, 1, 1) + datetime.timedelta(days=n) for n in range(365))
    assert [f"{day:%m-%d}" for day in days if is_fixed_holiday(day)] == [
        "01-01",
        "04-05",
        "05-01",
        "05-02",
        "10-01",
        "10-02",
        "10-03",
    ]
    assert is_fixed_holiday(datetime.date(2150, 10, 1))
    assert is_working_day(datetime.date(2150, 4, 6))


def test_years_of_the_calendar_are_known():
    assert [is_known_year(year) for year in (2003, 2026, 2150)] == [False, True, False]


def test_moments_and_spans_in_words():
    assert in_words(at(2026, 11, 23, 18)) == "11\u00a0月\u00a023\u00a0日（周一）18:00"
    hours = datetime.timedelta(hours=4, minutes=48, seconds=59)
    assert span_in_words(hours) == "4\u00a0小时\u00a048\u00a0分"
    assert span_in_words(datetime.timedelta(seconds=20)) == "1\u00a0分钟"
    assert span_in_words(datetime.timedelta(hours=50)) == "2\u00a0天\u00a02\u00a0小时"


DAYS_OFF = {datetime.date(2027, 1, day): False for day in (1, 2, 3)}
NO_CALENDAR, NEW_YEAR = {}, DAYS_OFF | {datetime.date(2027, 1, 9): True}
HALF_DAY = {datetime.date(2026, 12, 31): datetime.time(12, 30)}
LUNCH = Hours(datetime.time(8, 30), datetime.time(18), (datetime.time(12), datetime.time(14, 30)))


@pytest.mark.parametrize(
    ("received", "days", "entered", "due"),
    [
        (at(2026, 12, 31, 10), 1, NO_CALENDAR, at(2027, 1, 4, 18)),  # a Friday off by law
        (at(2026, 12, 31, 10), 1, NEW_YEAR, at(2027, 1, 4, 18)),
        (at(2026, 12, 31, 10), 6, NO_CALENDAR, at(2027, 1, 11, 18)),
        (at(2026, 12, 31, 10), 6, NEW_YEAR, at(2027, 1, 9, 18)),  # a Saturday worked
        (at(2026, 12, 30, 10), 1, HALF_DAY, at(2026, 12, 31, 12, 30)),
        (at(2026, 9, 18, 10), 1, {}, at(2026, 9, 20, 18)),  # 国庆调休, a Sunday worked
        (at(2026, 9, 30, 17), 3, {}, at(2026, 10, 10, 18)),  # over it, and a Saturday worked
    ],
)
def test_days_run_over_holidays(received, days, entered, due):
    assert reply_due_at(received, days, entered) == due


@pytest.mark.parametrize(
    ("start", "hours", "entered", "office", "end"),
    [
        (at(2026, 12, 31, 15), 4, NO_CALENDAR, Hours(), at(2027, 1, 4, 10)),
        (at(2026, 12, 31, 15), 4, NEW_YEAR, Hours(), at(2027, 1, 4, 10)),
        (at(2027, 1, 8, 15), 4, NO_CALENDAR, Hours(), at(2027, 1, 11, 10)),
        (at(2027, 1, 8, 15), 4, NEW_YEAR, Hours(), at(2027, 1, 9, 10)),
        (at(2026, 12, 31, 12), 1, HALF_DAY, Hours(), at(2027, 1, 4, 9, 30)),
        (at(2026, 9, 30, 17), 2, {}, Hours(), at(2026, 10, 8, 10)),
        (at(2026, 10, 9, 17), 2, {}, Hours(), at(2026, 10, 10, 10)),
        (at(2026, 11, 23, 11), 2, {}, LUNCH, at(2026, 11, 23, 15, 30)),
        (at(2026, 11, 23, 13), 2, {}, LUNCH, at(2026, 11, 23, 16, 30)),
        (at(2026, 11, 23, 20), 0.5, {}, LUNCH, at(2026, 11, 24, 9)),
        (at(2026, 11, 23, 11), 1, {}, LUNCH, at(2026, 11, 23, 12)),
    ],
)
def test_hours_run_while_the_office_works(start, hours, entered, office, end):
    span = datetime.timedelta(hours=hours)
    assert after_working_time(start, span, entered, office) == end
    assert working_time(start, end, entered, office) == span


def test_time_without_a_working_day_comes_to_an_end():
    never = {datetime.date(2026, 1, 1) + datetime.timedelta(n): False for n in range(1000)}
    start = at(2026, 1, 1, 9)
    span = datetime.timedelta(hours=1)
    assert after_working_time(start, span, never) == start + datetime.timedelta(days=400)
