"""The rows of a comparison: what each says of a listing, and by what one of them leads.

A value is marked (最低, 最近) only where more or less of it cannot be a matter of taste and every
column that has the row states it; the mark is a fact, not praise.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from django.utils import timezone

from parks.attributes import BY_NAME, Attribute
from parks.attributes.definition import LOWEST, NEAREST, Lead
from parks.display_values import UNKNOWN, Figure, number
from parks.models import TransportLink, Utility

NOUNS = {"land": "土地", "factory": "厂房", "warehouse": "仓库", "office": "写字楼"}


@dataclass(frozen=True)
class Cell:
    """What one listing says in one row; `mark` says in a word that it leads the row."""

    value: str
    unit: str = ""
    beside: str = ""
    is_absent: bool = False
    mark: str = ""

    @property
    def is_unknown(self):
        return self.value == UNKNOWN

    @classmethod
    def of(cls, figure: Figure):
        return cls(figure.value, figure.unit, figure.beside)

    @classmethod
    def absent(cls, listing):
        return cls(f"—（{NOUNS[listing.kind]}无此项）", is_absent=True)


@dataclass(frozen=True)
class Row:
    label: str
    cells: list[Cell]

    @property
    def is_same(self):
        """All say the same; a column of its own is never the same as nothing."""
        plain = {replace(cell, mark="") for cell in self.cells}
        return len(self.cells) > 1 and len(plain) == 1


@dataclass(frozen=True)
class Line:
    """How to read a row: a figure of each listing (None: its kind has no such thing), and the
    number by which one of them leads.
    """

    label: str
    figure: Callable[[Any], Figure | None]
    rank: Callable[[Any], Any] | None = None
    lead: Lead | None = None

    def row(self, listings) -> Row:
        figures = [self.figure(listing) for listing in listings]
        cells = [
            Cell.of(figure) if figure else Cell.absent(listing)
            for listing, figure in zip(listings, figures, strict=True)
        ]
        return Row(self.label, self._marked(listings, cells))

    def _marked(self, listings, cells):
        if self.rank is None:
            return cells
        ranks = [
            None if cell.is_absent else self.rank(listing)
            for listing, cell in zip(listings, cells, strict=True)
        ]
        stated = [rank for rank in ranks if rank is not None]
        if len(set(stated)) < 2 or len(stated) < sum(not cell.is_absent for cell in cells):
            return cells
        leader = self.lead.choose(stated)
        return [
            replace(cell, mark=self.lead.word) if rank == leader else cell
            for cell, rank in zip(cells, ranks, strict=True)
        ]


def offer_lines(listings) -> list[Line]:
    """Area, price and terms; prices are ranked only where one kind is quoted in one way."""
    price = Line(BY_NAME["price_amount"].label, attrgetter("price_figure"))
    is_one_kind = len({listing.kind for listing in listings}) == 1
    for name in ("price_yuan_per_sqm", "rent_yuan_per_sqm_month"):
        if is_one_kind and all(getattr(listing, name) is not None for listing in listings):
            price = replace(price, rank=attrgetter(name), lead=LOWEST)
    return [KIND, AREA, price, *OFFER]


def typed_lines(rows) -> list[Line]:
    """Rows of the table of attributes, as LandTerms or BuildingSpec state them."""
    return [_typed(row) for row in rows]


def supply_lines() -> list[Line]:
    return [_supply(kind) for kind in Utility.Kind]


def distance_lines() -> list[Line]:
    return [_distance(kind) for kind in TransportLink.Kind]


def _typed(row: Attribute):
    def figure(listing):
        return row.figure(listing.terms()) if row.applies_to(listing.kind) else None

    def rank(listing):
        return getattr(listing.terms(), row.name, None)

    return Line(row.label, figure, rank if row.lead else None, row.lead)


def _own(name):
    row = BY_NAME[name]
    return Line(row.label, row.figure)


def _supply(kind):
    return Line(kind.label, lambda listing: supply_figure(listing.public_park, kind))


def supply_figure(park, kind) -> Figure:
    """已通 with its capacity, 未通, 规划 or 未知; reads the prefetched rows of the park."""
    supply = next((u for u in park.utilities.all() if u.kind == kind), None) if park else None
    if supply is None or supply.status == UNKNOWN:
        return Figure(kind.label, UNKNOWN)
    return Figure(kind.label, supply.status, beside=supply.capacity_words)


def _distance(kind):
    def nearest(listing):
        park = listing.public_park
        links = park.transport_rows() if park else []
        return next((link for link in links if link.kind == kind and says(link)), None)

    def says(link):
        return link.distance_km is not None or link.is_unbuilt

    def figure(listing):
        link = nearest(listing)
        if link is None:
            return Figure(kind.label, UNKNOWN)
        stage = link.get_state_display() if link.is_unbuilt else ""
        if link.distance_km is None:
            return Figure(kind.label, stage, beside=link.name)
        value = "\u00a0".join(filter(None, (stage, number(link.distance_km, 1))))
        return Figure(kind.label, value, "km", link.name)

    def rank(listing):
        link = nearest(listing)
        return None if link is None or link.is_unbuilt else link.distance_km

    return Line(f"到{kind.label}", figure, rank, NEAREST)


def _text(label, read):
    """A line whose value is a text; an empty one is unknown."""
    return Line(label, lambda listing: Figure(label, read(listing) or UNKNOWN))


def verified_on(listing):
    return timezone.localdate(listing.verified_at)


KIND = _own("kind")
AREA = Line(BY_NAME["area_sqm"].label, attrgetter("area_figure"))
OFFER = [
    _own("price_basis"),
    _own("offer"),
    _own("status_of_offer"),
    _own("available_on"),
    _own("divisible_from_sqm"),
    _own("address"),
]
VERIFICATION = [
    _text("核实情况", lambda listing: "有效" if listing.is_fresh() else "待核实"),
    _text("核实日期", lambda listing: listing.verified_at and verified_on(listing).isoformat()),
    _text("核实人岗位", lambda listing: listing.verified_by),
    _text("核实依据", lambda listing: listing.verified_evidence),
    _own("code"),
]
