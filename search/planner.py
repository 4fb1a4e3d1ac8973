"""How much of the index a search reads: chosen by how many entries are expected to answer."""

import datetime
import math
from collections.abc import Collection
from dataclasses import dataclass

from search.date_shares import FURTHEST
from search.models import SearchEntry
from search.term_statistics import FREQUENCIES, Frequencies
from search.time_buckets import (
    ALL_TIME,
    DAY,
    EARLIEST,
    MONTH,
    ONE_DAY,
    QUARTER,
    WEEK,
    YEAR,
    Gathered,
    gathered,
)
from search.vectors import fact

# So many days are cut up by these spans, and by years beyond.
SPANS = {DAY: 4, WEEK: 23, MONTH: 91, QUARTER: 274}
# Days are asked for when the newest is no older: entries from before ADR 31 name theirs for three
# weeks only, and one asks for two of them at most.
DAYS_BACK = 3
# So many times the days that should hold enough are read at once.
AMPLE = 1.5


@dataclass(frozen=True)
class Planner:
    """Statistics of the entries, and bounds that keep a search cheap at any size.

    cap: counting and ordering stop here, for each type.
    few: expected hits of a type up to which all of them are read; of a lower limit than the cap,
        as much fewer.
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
    ) -> Gathered:
        """All time at once where little is expected, else as much as should hold `limit` hits."""
        if expected * self.cap <= self.few * limit:
            return ALL_TIME
        end = ONE_DAY + (today if until is None else min(today, max(until, EARLIEST)))
        days = self.frequencies.dates.days_for(limit / expected, end)
        finest = next((unit for unit, most in SPANS.items() if days <= most), YEAR)
        begin = end - ONE_DAY * min(math.ceil(days * AMPLE), FURTHEST)
        if finest is DAY and end < today - ONE_DAY * DAYS_BACK:
            finest = WEEK
        return gathered(today, since, until, finest, begin)


PLANNER = Planner()
