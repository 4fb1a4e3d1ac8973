"""Spans of time as the vectors name them, the newest first: weeks, months, quarters, years."""

import datetime
from collections.abc import Callable
from typing import NamedTuple

# Nothing is dated further ahead than so many years.
AHEAD = 10
EARLIEST = datetime.date(1900, 1, 1)
DAY = datetime.timedelta(days=1)


class Unit(NamedTuple):
    """A length of time: its name for a day, its first day, how many of them to ask at least."""

    name: Callable[[datetime.date], str]
    begin: Callable[[datetime.date], datetime.date]
    fewest: int


def _months(count):
    return lambda day: day.replace(month=day.month - (day.month - 1) % count, day=1)


def _week(day):
    """Weeks begin on the 1st, 8th, 15th and 22nd: each lies within one month."""
    return min((day.day - 1) // 7, 3)


WEEK = Unit(
    lambda d: f"{d.isoformat()[:7]}w{_week(d) + 1}", lambda d: d.replace(day=_week(d) * 7 + 1), 2
)
MONTH = Unit(lambda d: d.isoformat()[:7], _months(1), 2)
QUARTER = Unit(lambda d: f"{d.year:04}q{(d.month + 2) // 3}", _months(3), 2)
YEAR = Unit(lambda d: f"{d.year:04}", _months(12), 4)
UNITS = (WEEK, MONTH, QUARTER, YEAR)
LONGEST_DAYS = {WEEK: 10, MONTH: 31, QUARTER: 92, YEAR: 366}


class TimeSpan(NamedTuple):
    """What is filed under one of the names, or, with one empty name, before a day."""

    names: tuple[str, ...]
    before: datetime.date | None = None


def names_of(day: datetime.date) -> list[str]:
    """Under which spans something of this day is filed."""
    return [unit.name(day) for unit in UNITS]


def time_spans(today: datetime.date, since=None, until=None, finest=WEEK) -> list[TimeSpan]:
    """From the newest back, no more than needed for what lies between the two dates."""
    end = _after(finest, today if until is None else min(today, max(until, EARLIEST)))
    named = list(_named(end, finest))
    spans = [TimeSpan((name,)) for name, _, after in named if since is None or since < after]
    if until is None or until >= end:
        spans.insert(0, TimeSpan(tuple(_ahead(end))))
    oldest = named[-1][1]
    return spans if since and since >= oldest else [*spans, TimeSpan(("",), oldest)]


def _named(end, finest):
    """(name, first day, first day after it), each ending where the one before it began."""
    units = UNITS[UNITS.index(finest) :]
    for unit, longer in zip(units, [*units[1:], YEAR], strict=True):
        done = 0
        while done < unit.fewest or longer.begin(end) != end:
            first = unit.begin(end - DAY)
            yield unit.name(first), first, end
            end, done = first, done + 1


def _ahead(day):
    """Names of all that comes from this day on, where a span begins."""
    while day != YEAR.begin(day):
        unit = next(unit for unit in reversed(UNITS) if unit.begin(day) == day)
        yield unit.name(day)
        day = _after(unit, day)
    for years in range(AHEAD):
        yield YEAR.name(day.replace(year=day.year + years))


def _after(unit, day):
    """The first day of the next such span."""
    return unit.begin(unit.begin(day) + datetime.timedelta(days=LONGEST_DAYS[unit]))
