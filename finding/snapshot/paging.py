"""Which rows of a block come next in a list: their keys, in the order of finding.keyset.

The order of a row is one whole number: what is unknown of it, the place of its sort key, its own
place. A cursor is a bound between two such numbers. Parts of a block are looked at one after the
other, so that little memory is used.
"""

from dataclasses import dataclass

import numpy as np

from finding.nearness import FARTHEST, PART, STEPS
from finding.snapshot.columns import unpacked
from parks.models.listing_index import DEAREST

MOST_RANK = 100 * STEPS  # more unknowns than there are needs
SIZES = ("area_sqm", "divisible_from_sqm")


@dataclass(frozen=True)
class Order:
    """By which column rows are sorted; NULL counts as `when_null`."""

    column: str
    is_descending: bool
    when_null: float | None = None


@dataclass(frozen=True)
class Span:
    """Rows beyond a cursor (rank, encoded key, pk), or before it; so many at most."""

    limit: int
    cursor: tuple | None = None
    backwards: bool = False


def order_of(listing_query) -> Order:
    if listing_query.order in {"area", "-area"}:
        return Order("area_sqm", listing_query.order == "-area")
    if listing_query.order == "price":
        return Order(listing_query.price_column, is_descending=False, when_null=DEAREST)
    return NEWEST


NEWEST = Order("verified_at", is_descending=True)


class Sorted:
    """Rows of a block in an order; those with more `unknown` come later."""

    def __init__(self, block, rows, unknown, order, wanted=None):
        """`wanted`: the size in ㎡ by which rows of as many unknowns come, where one is asked."""
        self.wanted = wanted
        self.block, self.rows, self.unknown, self.order = block, rows, unknown, order
        self.column = block.columns[order.column]
        self.values = self.column.values
        if order.when_null is not None:
            self.values = np.append(self.values, order.when_null)

    def next(self, span: Span) -> list[tuple]:
        """(rank, key, pk) of the rows, each so signed that smaller comes first in the list."""
        sign = -1 if span.backwards else 1
        bound = None if span.cursor is None else self._bound(span)
        best = np.empty(0, np.int64)
        for start, stop in self.block.spans():
            numbers = self._numbers(start, stop)
            if bound is not None:
                numbers = numbers[numbers < bound if span.backwards else numbers >= bound]
            best = np.append(best, sign * numbers)
            if len(best) > span.limit:
                best = np.partition(best, span.limit)[: span.limit]
        return [self._told(int(number)) for number in sign * np.sort(best)]

    def _numbers(self, start, stop):
        """The orders of the rows that are of the list."""
        places = np.flatnonzero(unpacked(self.rows, start, stop))
        ranks = np.zeros(len(places), np.int64)
        for mask in self.unknown:
            ranks += unpacked(mask, start, stop)[places]
        ranks *= STEPS
        if self.wanted is not None:
            ranks += _nearness(
                self.wanted, *(self._sizes(name, start, stop)[places] for name in SIZES)
            )
        keys = self.column.codes_of(start, stop)[places].astype(np.int64) - 1
        keys[keys < 0] = len(self.values) - 1
        return self._number(ranks, keys, places + start)

    def _sizes(self, name, start, stop):
        column = self.block.columns[name]
        codes = column.codes_of(start, stop).astype(np.int64) - 1
        return np.asarray(column.values, np.float64)[codes]

    def _number(self, rank, key, place):
        if self.order.is_descending:
            key, place = len(self.values) - 1 - key, len(self.block) - 1 - place
        return (rank * (len(self.values) + 1) + key) * (len(self.block) + 1) + place

    def _told(self, number):
        rest, place = divmod(number, len(self.block) + 1)
        rank, key = divmod(rest, len(self.values) + 1)
        if self.order.is_descending:
            key, place = len(self.values) - 1 - key, len(self.block) - 1 - place
        key, pk = self.values[key].item(), int(self.block.keys[place])
        return (rank, -key, -pk) if self.order.is_descending else (rank, key, pk)

    def _bound(self, span):
        """The least number beyond the cursor; backwards, the least that is not before it."""
        rank, key, pk = span.cursor
        rank = min(rank, MOST_RANK)
        before, behind = (
            int(np.searchsorted(self.values, key, side)) for side in ("left", "right")
        )
        less, upto = (int(np.searchsorted(self.block.keys, pk, side)) for side in ("left", "right"))
        if self.order.is_descending:
            before, behind = len(self.values) - behind, len(self.values) - before
            less, upto = len(self.block) - upto, len(self.block) - less
        at = rank * (len(self.values) + 1) + before
        if before == behind:  # no row of the block has this key
            return at * (len(self.block) + 1)
        return at * (len(self.block) + 1) + (less if span.backwards else upto)


def _nearness(wanted, whole, part):
    """finding.nearness of many rows; the same doubles in the same order as in SQL."""
    of_the_part = np.where(
        part > wanted,
        np.floor(np.abs(part - wanted) / wanted * 100.0) + PART,
        np.where(whole >= wanted, float(PART), float(FARTHEST)),
    )
    nearest = np.minimum(np.floor(np.abs(whole - wanted) / wanted * 100.0), of_the_part)
    return np.minimum(nearest, float(FARTHEST)).astype(np.int64)
