"""How the dates of entries are spread, as PostgreSQL's statistics know it."""

import datetime
import itertools
from bisect import bisect_left
from collections.abc import Mapping, Sequence

ONE_DAY = datetime.timedelta(days=1)
FURTHEST = 3_660
# Over which all entries are spread evenly, while nothing is known of their dates.
USUAL_DAYS = 1_825


class DateShares:
    """Shares of the most common dates, and bounds between which equally many of the others lie."""

    def __init__(self, common: Mapping[datetime.date, float], bounds: Sequence[datetime.date]):
        self._common = sorted(common)
        self._until = [0, *itertools.accumulate(common[day] for day in self._common)]
        self._bounds = bounds

    def before(self, day: datetime.date) -> float:
        """The share of entries with an earlier date."""
        common = self._until[bisect_left(self._common, day)]
        return common + (1 - self._until[-1]) * self._among_others(day)

    def _among_others(self, day):
        bounds = self._bounds
        place = bisect_left(bounds, day)
        if place in {0, len(bounds)}:
            return float(place > 0)
        low, high = bounds[place - 1], bounds[place]
        return (place - 1 + (day - low) / (high - low)) / (len(bounds) - 1)

    def days_for(self, share: float, end: datetime.date) -> float:
        """How many days before `end` hold this share of all entries, FURTHEST where none do."""
        if not (self._common or self._bounds):
            return share * USUAL_DAYS
        most = min(FURTHEST, (end - datetime.date.min).days)
        wanted = self.before(end) - share

        def is_enough(days):
            return self.before(end - days * ONE_DAY) <= wanted

        return bisect_left(range(most), 1, key=is_enough)
