"""Tallies, markers and pages of the map from the list snapshot's columns.

maps.markers says the same in SQL, which takes seconds over a million places.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from django.db.models import Q

from finding.criteria import EVERY
from finding.snapshot.columns import count, unpacked
from finding.snapshot.lists import Answers
from finding.snapshot.narrowing import Narrowed
from finding.snapshot.paging import Sorted, Span, order_of
from maps.bbox import TILE, BoundingBox
from maps.markers import CELL, MOST_CELLS, Cell, KindTally
from publishing.models import public_at

DEGREES = ("latitude", "longitude")
# How the rows of a cell become one: a column of the table of cells, and what joins two.
JOINED = {
    "count": np.add,
    "sure": np.add,
    "first": np.minimum,
    "latitude": np.add,
    "longitude": np.add,
    "south": np.minimum,
    "north": np.maximum,
    "west": np.minimum,
    "east": np.maximum,
}
ROW = 2**32  # cells of the world in a row, and more


@dataclass(frozen=True)
class SnapshotPlaces:
    """What is found under the list's conditions, in the box of the map."""

    answers: Answers
    box: BoundingBox | None = None

    def tallies(self) -> dict[str, KindTally]:
        """{kind: its tally} under all conditions but the kind."""
        found = {}
        for rows in self.answers.narrowed:
            chosen = _inside(rows, rows.listed_without({"kind"}), self.box)
            for kind in EVERY:
                mine = chosen & rows.asker.mask(Q(kind=kind))
                if number := count(mine):
                    tally = _tally(rows, mine, number)
                    found[kind] = _both(found[kind], tally) if kind in found else tally
        return found

    def cells(self, zoom: float, most=MOST_CELLS) -> list[Cell]:
        """Markers, the fullest first."""
        size = TILE * 2**zoom / CELL
        tables = [
            _grouped(_points(rows, places, span, size))
            for rows in self.answers.narrowed
            for places in [_inside(rows, rows.listed, self.box) & _told(rows)]
            for span in rows.block.spans()
        ]
        if not tables:
            return []
        joined = {name: np.concatenate([table[name] for table in tables]) for name in tables[0]}
        return _cells(_grouped(joined), most)

    def located(self):
        """Keys of those with a place, in the order asked for."""
        return InOrder(partial(self._keys, lambda rows: _told(rows)))

    def nowhere(self):
        """Keys of the others."""
        return InOrder(partial(self._keys, lambda rows: ~_told(rows)))

    def _keys(self, chosen, limit):
        query, found = self.answers.listing_query, []
        order, near = order_of(query), query.wanted_sqm
        for rows in self.answers.narrowed:
            mine = _inside(rows, rows.listed, self.box) & chosen(rows)
            found += Sorted(rows.block, mine, rows.unknown, order, near).next(Span(limit))
        return [abs(pk) for *_, pk in sorted(found)[:limit]]


@dataclass(frozen=True)
class InOrder:
    """Keys as a paginator cuts them: no more are put in order than a page needs."""

    first: object  # number → so many keys

    def __getitem__(self, part: slice):
        return self.first(part.stop)[part]


def _told(rows: Narrowed):
    """Rows whose place readers may know (ListingIndexQuerySet.with_place)."""
    is_told = Q(is_at_park=False) | public_at(rows.now, "park__")
    return rows.asker.mask(is_told) & rows.asker.mask(Q(latitude__isnull=False))


def _inside(rows, chosen, box):
    if box is None:
        return chosen
    inside = Q(
        latitude__gte=box.south,
        latitude__lte=box.north,
        longitude__gte=box.west,
        longitude__lte=box.east,
    )
    return chosen & _told(rows) & rows.asker.mask(inside)


def _tally(rows, mine, number):
    placed = mine & _told(rows)
    (south, north), (west, east) = (_ends(rows.block, name, placed) for name in DEGREES)
    extent = None if south is None else BoundingBox(west, south, east, north)
    return KindTally(number, count(placed), extent)


def _ends(block, name, mask):
    """The least and the greatest value of a column; values are kept in order."""
    column, ends = block.columns[name], []
    for start, stop in block.spans():
        codes = column.codes_of(start, stop)[unpacked(mask, start, stop)]
        if len(codes):
            ends += [int(codes.min()), int(codes.max())]
    if not ends:
        return None, None
    return tuple(float(column.values[code - 1]) for code in (min(ends), max(ends)))


def _both(one, other):
    boxes = [tally.extent for tally in (one, other) if tally.extent]
    extent = boxes[0] | boxes[-1] if boxes else None
    return KindTally(one.count + other.count, one.located + other.located, extent)


def _points(rows, mask, span, size):
    """A table of cells with one row for each place of a part of the block."""
    block, held = rows.block, unpacked(mask, *span)
    latitude, longitude = (
        np.asarray(column.values)[column.codes_of(*span)[held].astype(np.int64) - 1]
        for column in (block.columns[name] for name in DEGREES)
    )
    x = np.floor((longitude + 180.0) / 360.0 * size)
    turned = np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2.0))
    y = np.floor((0.5 - turned / (2 * np.pi)) * size)
    return {
        "cell": x.astype(np.int64) * ROW + y.astype(np.int64),
        "count": np.ones(len(x), np.int64),
        "sure": unpacked(rows.known, *span)[held].astype(np.int64),
        "first": block.keys[slice(*span)][held],
        "latitude": latitude,
        "longitude": longitude,
        "south": latitude,
        "north": latitude,
        "west": longitude,
        "east": longitude,
    }


def _grouped(table):
    """The same with one row a cell."""
    order = np.argsort(table["cell"], kind="stable")
    cells = table["cell"][order]
    if not len(cells):
        return table
    starts = np.flatnonzero(np.append(True, cells[1:] != cells[:-1]))
    joined = {name: how.reduceat(table[name][order], starts) for name, how in JOINED.items()}
    return {"cell": cells[starts]} | joined


def _cells(table, most):
    fullest = np.lexsort((table["cell"], -table["count"]))[:most]
    chosen = {name: values[fullest].tolist() for name, values in table.items()}
    return [
        Cell(
            cell // ROW,
            cell % ROW,
            number,
            latitude / number,
            longitude / number,
            BoundingBox(west, south, east, north),
            first,
            sure,
        )
        for cell, number, sure, first, latitude, longitude, south, north, west, east in zip(
            *(chosen[name] for name in ("cell", *JOINED)), strict=True
        )
    ]
