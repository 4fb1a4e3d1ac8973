"""Spans of time as vectors name them, the newest first: days, weeks, months, quarters, years."""

import datetime
import itertools
from collections.abc import Callable
from typing import NamedTuple

# Nothing is dated further ahead than so many years.
AHEAD = 10
EARLIEST = datetime.date(1900, 1, 1)
ONE_DAY = datetime.timedelta(days=1)


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


DAY = Unit(lambda d: d.isoformat(), lambda d: d, 4)
WEEK = Unit(
    lambda d: f"{d.isoformat()[:7]}w{_week(d) + 1}", lambda d: d.replace(day=_week(d) * 7 + 1), 2
)
MONTH = Unit(lambda d: d.isoformat()[:7], _months(1), 2)
QUARTER = Unit(lambda d: f"{d.year:04}q{(d.month + 2) // 3}", _months(3), 2)
YEAR = Unit(lambda d: f"{d.year:04}", _months(12), 4)
UNITS = (DAY, WEEK, MONTH, QUARTER, YEAR)
LONGEST_DAYS = {DAY: 1, WEEK: 10, MONTH: 31, QUARTER: 92, YEAR: 366}


class TimeSpan(NamedTuple):
    """What is filed under one of the names, or, with one empty name, before a day."""

    names: tuple[str, ...]
    before: datetime.date | None = None


class Gathered(NamedTuple):
    """Names of the newest spans, to be asked for at once; spans to be asked for then, one by one.

    ahead: names of what comes after those; they are many and hold next to nothing.
    """

    ahead: tuple[str, ...]
    near: tuple[str, ...]
    further: list[TimeSpan]


ALL_TIME = Gathered((), ("",), [])


def names_of(day: datetime.date) -> list[str]:
    """Under which spans something of this day is filed."""
    return [unit.name(day) for unit in UNITS]


def time_spans(today: datetime.date, since=None, until=None, finest=WEEK) -> list[TimeSpan]:
    """From the newest back, no more than needed for what lies between the two dates."""
    return [span for span, _ in _dated(today, since, until, finest)]


def gathered(today: datetime.date, since, until, finest: Unit, begin: datetime.date) -> Gathered:
    """The same, with all that holds something from `begin` until today at once."""
    spans = list(_dated(today, since, until, finest))
    reaching = (number for number, (_, first) in enumerate(spans, 1) if first <= begin)
    number = next(reaching, len(spans))
    near, further = [span for span, _ in spans[:number]], [span for span, _ in spans[number:]]
    if any(span.before for span in near):
        return ALL_TIME
    ahead = [span.names for span in near if len(span.names) > 1]
    return Gathered(
        tuple(itertools.chain(*ahead)),
        tuple(span.names[0] for span in near if len(span.names) == 1),
        further,
    )


def _dated(today, since, until, finest):
    """(span, its first day) from the newest back."""
    end = _after(finest, today if until is None else min(today, max(until, EARLIEST)))
    if until is None or until >= end:
        yield TimeSpan(tuple(_ahead(end))), end
    for name, first, after in _named(end, finest):
        if since is None or since < after:
            yield TimeSpan((name,)), first
    if since is None or since < first:
        yield TimeSpan(("",), first), datetime.date.min


def _named(end, finest):
    """(name, first day, first day after it), each ending where the one before it began."""
    units = UNITS[UNITS.index(finest) :]
    for unit, longer in zip(units, [*units[1:], YEAR], strict=True):
        done = 0
        while done < unit.fewest or longer.begin(end) != end:
            first = unit.begin(end - ONE_DAY)
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
