"""Several queries read as one list, each in its own order: the few to begin with, then the many.

Sorting a million rows by a number that a handful of them have would work it out for every one.
"""

from django.db.models import QuerySet

from core.row_counts import MOST, Counted, count_each


class RowsInTurn:
    """What a Paginator reads: counted no further than core.row_counts goes, asked page by page."""

    def __init__(self, *parts: QuerySet):
        self.parts = parts
        self._numbers = None

    @property
    def numbers(self) -> list[int]:
        if self._numbers is None:
            counted = {f"{place}": Counted(part) for place, part in enumerate(self.parts)}
            self._numbers = list(count_each(counted).values())
        return self._numbers

    def count(self) -> int:
        return min(sum(self.numbers), MOST + 1)

    def __getitem__(self, span: slice) -> list:
        rows, start, stop = [], span.start, span.stop
        for part, number in zip(self.parts, self.numbers, strict=True):
            if start < number and stop > start:
                rows += part[start : min(stop, number)]
            start, stop = max(start - number, 0), max(stop - number, 0)
        return rows

    def __iter__(self):
        return iter(self[0 : self.count()])
