"""Up to four listings side by side: what differs, what is the same, what nobody knows."""

from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

from parks.attributes import BUILDING, CONTROLS, PLOT
from parks.comparison.rows import (
    VERIFICATION,
    Row,
    distance_lines,
    offer_lines,
    supply_lines,
    typed_lines,
)


@dataclass(frozen=True)
class Group:
    title: str
    rows: list[Row]

    @property
    def different(self):
        return [row for row in self.rows if not row.is_same]


@dataclass(frozen=True)
class ComparedListing:
    """A listing and the labels of what nobody knows about it."""

    listing: Any
    unknown: list[str]


class Comparison:
    """The table. Listings need for_cards() and their park's supplies; no queries here."""

    def __init__(self, listings):
        self.listings = listings

    @cached_property
    def groups(self) -> list[Group]:
        has_land = any(listing.is_land for listing in self.listings)
        lines = [
            ("面积与价格", offer_lines(self.listings)),
            ("土地条件", typed_lines(PLOT) if has_land else []),
            ("建筑条件", typed_lines(self._building_rows(PLOT if has_land else ()))),
            ("控制指标", typed_lines(CONTROLS) if has_land else []),
            ("园区配套", supply_lines()),
            ("交通距离", distance_lines()),
            ("核实", VERIFICATION),
        ]
        return [
            Group(title, [line.row(self.listings) for line in group])
            for title, group in lines
            if group
        ]

    @cached_property
    def columns(self) -> list[ComparedListing]:
        rows = list(chain.from_iterable(group.rows for group in self.groups))
        return [
            ComparedListing(listing, [row.label for row in rows if row.cells[place].is_unknown])
            for place, listing in enumerate(self.listings)
        ]

    @property
    def differences(self):
        return sum(len(group.different) for group in self.groups)

    def _building_rows(self, shown):
        """What the buildings at hand have, but for what is shown of plots and buildings alike."""
        kinds = {listing.kind for listing in self.listings if not listing.is_land}
        return [row for row in BUILDING if kinds.intersection(row.kinds) and row not in shown]
