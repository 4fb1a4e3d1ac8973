"""A figure in the texts of a listing or a park that only fits its typed facts in another unit.

A rule of publishing.content_checks.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from parks.models import Listing, Park
from parks.units import SQM_PER_MU, SQM_PER_SQKM
from publishing.content_checks.rules import Hit, Rule, Severity

SQM = {
    "平方公里": SQM_PER_SQKM,
    "公顷": Decimal(10_000),
    "亩": SQM_PER_MU,
    "平方米": Decimal(1),
    "㎡": Decimal(1),
}
YUAN = {"亿元": Decimal(100_000_000), "万元": Decimal(10_000), "元": Decimal(1)}
FIGURE = re.compile(
    r"(?<![\d.,])(\d{1,9}(?:\.\d{1,4})?)[ 　]?(平方公里|公顷|亩|平方米|㎡|亿元|万元|元)([/／每])?"
)
CLOSE = Decimal("0.02")


@dataclass(frozen=True)
class Facts:
    """What the form states: areas in ㎡, sums in yuan, prices of a unit in yuan."""

    areas: tuple[Decimal, ...]
    sums: tuple[Decimal, ...]
    prices: tuple[Decimal, ...]

    @classmethod
    def of(cls, obj):
        """None of what has no such facts."""
        if isinstance(obj, Listing):
            return cls._of_listing(obj)
        if isinstance(obj, Park):
            areas = tuple(filter(None, [obj.approved_area_sqm, obj.planned_area_sqm]))
            return cls(areas, (), ())
        return None

    @classmethod
    def _of_listing(cls, listing):
        terms = getattr(listing, "land_terms", None)
        deposit = terms and terms.auction_deposit_wan and terms.auction_deposit_wan * YUAN["万元"]
        price, unit = listing.price_amount, listing.get_price_unit_display()
        per_unit = price * (YUAN["万元"] if unit.startswith("万元") else 1) if price else None
        return cls(*(tuple(filter(None, [fact])) for fact in (listing.area_sqm, deposit, per_unit)))

    def meant_by(self, unit, is_price):
        if unit in SQM:
            return SQM, self.areas
        return YUAN, self.prices if is_price else self.sums


def _slips(subject):
    facts = Facts.of(subject.obj)
    for part in subject.parts if facts else ():
        for match in FIGURE.finditer(part.text):
            units, typed = facts.meant_by(match[2], bool(match[3]))
            if meant := _other_unit(Decimal(match[1]), match[2], units, typed):
                cure = f"按填好的数字，应是 {match[1]} {meant}"
                yield Hit(part, match.start(2) - len(match[1]), match.end(2), cure=cure)


def _other_unit(number, unit, units, typed):
    """The unit in which the number is a typed figure, where its own makes it something else."""
    if not number or any(_is_close(number * units[unit], fact) for fact in typed):
        return None
    fitting = (
        other
        for other, size in units.items()
        if any(_is_close(number * size, fact) for fact in typed)
    )
    return next(fitting, None)


def _is_close(value, typed):
    return abs(value - typed) <= typed * CLOSE


UNIT_SLIPS = Rule(
    "unit_slip",
    "单位可能写错",
    Severity.SIGN,
    "“…”和填好的数字差一个单位",
    "请核对单位",
    _slips,
)
