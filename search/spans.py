"""Spans of time as the vectors name them, from today back: months, then quarters, then years."""

import datetime

from search.vectors import month_of, quarter_of, year_of

# How many spans of one, three and twelve months at least; then on to where the longer begins.
SPANS = ((1, 3, month_of), (3, 3, quarter_of), (12, 4, year_of))


def time_spans(today: datetime.date, since=None, until=None) -> list[tuple]:
    """[(name, None, None), …] from the newest back, limited to what lies between the two dates.

    At last ("", first day, last day) for whatever is older or newer than all of them.
    """
    named = list(_named(today))
    inside = [
        (name, None, None)
        for name, first, end in named
        if (until is None or first <= until) and (since is None or since < end)
    ]
    return [*inside, ("", named[-1][1], named[0][2] - datetime.timedelta(days=1))]


def _named(today):
    """(name, first day, first day after it), each ending where the one before it began."""
    end = _months_before(today, -1)
    for months, fewest, name in SPANS:
        done = 0
        while done < fewest or (end.month - 1) % (3 if months == 1 else 12):
            first = _months_before(end, months)
            yield name(first), first, end
            end, done = first, done + 1


def _months_before(day, months):
    """The first of the month so many months before the day's."""
    count = day.year * 12 + day.month - 1 - months
    return datetime.date(count // 12, count % 12 + 1, 1)
