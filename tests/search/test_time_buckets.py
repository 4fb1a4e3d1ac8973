"""Spans of time under which entries are filed and asked for."""

import datetime
import itertools

import pytest

from search.time_buckets import (
    AHEAD,
    ALL_TIME,
    DAY,
    MONTH,
    QUARTER,
    UNITS,
    WEEK,
    YEAR,
    TimeSpan,
    gathered,
    names_of,
    time_spans,
)

TODAY = datetime.date(2026, 11, 21)
LONG_AGO = datetime.date(2000, 1, 1)


def first_found(spans, day):
    """The spans that hold something of this day."""
    names = {*names_of(day), ""}
    return [s for s in spans if names & set(s.names) and (s.before is None or day < s.before)]


def test_names_of_a_day():
    assert names_of(datetime.date(2026, 8, 31)) == [
        "2026-08-31", "2026-08w4", "2026-08", "2026q3", "2026",
    ]  # fmt: skip
    assert names_of(datetime.date(2026, 1, 7)) == [
        "2026-01-07", "2026-01w1", "2026-01", "2026q1", "2026",
    ]  # fmt: skip
    assert names_of(datetime.date.min) == [
        "0001-01-01", "0001-01w1", "0001-01", "0001q1", "0001",
    ]  # fmt: skip


@pytest.mark.parametrize("finest", UNITS, ids=["day", "week", "month", "quarter", "year"])
def test_every_day_is_asked_for_once_and_the_newest_first(finest):
    spans = time_spans(TODAY, finest=finest)
    order = []
    for days in range(-365 * 9, 365 * 40):
        found = first_found(spans, TODAY - datetime.timedelta(days=days))
        assert len(found) == 1
        order.append(spans.index(found[0]))
    assert order == sorted(order)
    assert set(order) == set(range(len(spans)))


@pytest.mark.parametrize("finest", UNITS, ids=["day", "week", "month", "quarter", "year"])
def test_days_between_two_dates_are_asked_for(finest):
    dates = [LONG_AGO, *(datetime.date(2026, m, 8) for m in (2, 9, 11, 12)), datetime.date.max]
    for since, until in itertools.combinations_with_replacement(dates, 2):
        spans = time_spans(TODAY, since, until, finest)
        for day in (d for d in dates[:-1] if since <= d <= until):
            assert len(first_found(spans, day)) == 1


def test_narrow_dates_ask_little():
    day = datetime.date
    first = TimeSpan(("2025-03w1",))
    assert time_spans(TODAY, day(2025, 3, 2), day(2025, 3, 5), WEEK) == [first]
    assert time_spans(TODAY, day(2025, 3, 2), day(2025, 3, 5), MONTH) == [TimeSpan(("2025-03",))]
    ahead = tuple(str(2027 + n) for n in range(AHEAD))
    assert time_spans(TODAY, since=TODAY, finest=QUARTER) == [
        TimeSpan(ahead), TimeSpan(("2026q4",)),
    ]  # fmt: skip
    oldest = time_spans(TODAY, until=day.min, finest=YEAR)[-1]
    assert oldest == TimeSpan(("",), day(1897, 1, 1))


def test_the_newest_days_are_named_at_once():
    day = datetime.date
    found = gathered(TODAY, None, None, DAY, day(2026, 11, 19))
    assert found.near == ("2026-11-21", "2026-11-20", "2026-11-19")
    assert found.ahead[:2] == ("2026-11w4", "2026-12")
    assert found.further == time_spans(TODAY, finest=DAY)[4:]


@pytest.mark.parametrize("finest", UNITS, ids=["day", "week", "month", "quarter", "year"])
def test_what_is_gathered_and_what_lies_further_is_all(finest):
    for days in (0, 1, 9, 40, 400):
        begin = TODAY - datetime.timedelta(days=days)
        found = gathered(TODAY, None, None, finest, begin)
        at_once = [TimeSpan(found.ahead), *(TimeSpan((name,)) for name in found.near)]
        assert [*at_once, *found.further] == time_spans(TODAY, finest=finest)


def test_all_time_is_asked_for_by_one_name():
    assert gathered(TODAY, None, None, YEAR, datetime.date(1990, 1, 1)) == ALL_TIME
    since = datetime.date(2026, 11, 20)
    assert gathered(TODAY, since, TODAY, DAY, since) == ((), ("2026-11-21", "2026-11-20"), [])
