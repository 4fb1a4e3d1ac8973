"""How much of the index a search reads: chosen by how many entries are expected to answer."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from search.models import SearchEntry
from search.term_statistics import FREQUENCIES, Frequencies
from search.time_buckets import MONTH, QUARTER, WEEK, YEAR, TimeSpan, time_spans
from search.vectors import fact

# The newest span of each length holds about one in so many of all entries.
PARTS = {WEEK: 240, MONTH: 60, QUARTER: 20, YEAR: 5}
# Spans that together are expected to hold enough.
ENOUGH = 3
ALL_TIME = (TimeSpan(("",)),)


@dataclass(frozen=True)
class Planner:
    """Statistics of the entries, and bounds that keep a search cheap at any size.

    cap: counting and ordering stop here, for each type.
    few: expected hits of a type up to which all of them are read.
    """

    frequencies: Frequencies = FREQUENCIES
    cap: int = 300
    few: int = 1_000

    def eligible(self, places: Collection[str]) -> dict[SearchEntry.Type, float]:
        """{type: about how many entries lie within these places}."""
        share, entries = self.frequencies.share, self.frequencies.entries
        return {
            kind: min(sum(share(fact(place, kind)) for place in places), 1) * entries
            for kind in SearchEntry.Type
        }

    def spans(
        self,
        expected: float,
        limit: int,
        today: datetime.date,
        since: datetime.date | None = None,
        until: datetime.date | None = None,
    ) -> Collection[TimeSpan]:
        """All time at once where little is expected, else spans of which a few hold enough."""
        if expected <= self.few:
            return ALL_TIME
        lengths = (unit for unit, part in PARTS.items() if expected * ENOUGH > limit * part)
        return time_spans(today, since, until, next(lengths, YEAR))


PLANNER = Planner()
