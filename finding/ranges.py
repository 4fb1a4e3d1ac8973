"""Needs with two ends in a unit of the reader's choice: areas and prices."""

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.db.models import Q

from finding.criteria import NOTHING, Need
from parks.display_values import number
from parks.units import AREA_UNITS, PRICE_UNITS


@dataclass(frozen=True)
class Span:
    """From `low` to `high` in `unit` as typed; either end may be open.

    `about` is the size asked for where the ends are so many per cent (`within`) around it.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str
    about: Decimal | None = None
    within: str = ""

    @classmethod
    def around(cls, about, within, unit):
        share = Decimal(within) / 100
        return cls(about * (1 - share), about * (1 + share), unit, about, within)

    @property
    def wanted(self) -> Decimal:
        """The one size that comes nearest to what was asked for."""
        if self.about is not None:
            return self.about
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends)

    def ends(self, factor, step) -> tuple[float | None, float | None]:
        """Both ends in canonical units, each widened to a whole `step`: 20 亩 is 13,333 ㎡."""
        low = None if self.low is None else (self.low * factor).quantize(step, ROUND_FLOOR)
        high = None if self.high is None else (self.high * factor).quantize(step, ROUND_CEILING)
        return (None if low is None else float(low), None if high is None else float(high))

    def __str__(self):
        if self.about is not None:
            return f"约 {number(self.about, 4)}"
        if self.low is None:
            return f"≤ {number(self.high, 4)}"
        low = number(self.low, 4)
        return f"≥ {low}" if self.high is None else f"{low}–{number(self.high, 4)}"


class Area(Need):
    """What can be had, from the smallest part to the whole, meets the span asked for."""

    operator = "between"

    def words(self, value: Span):
        return f"{self.label} {value}\u00a0{AREA_UNITS[value.unit].label}"

    def _ends(self, value):
        step = Decimal(1) if value.unit == "mu" else Decimal("0.01")
        return value.ends(AREA_UNITS[value.unit].sqm, step)

    def _passes(self, value):
        low, high = self._ends(value)
        least = Q() if low is None else Q(area_sqm__gte=low)
        return least if high is None else least & Q(divisible_from_sqm__lte=high)

    def _silent(self, value):
        return NOTHING

    def _is_silent(self, row, value):
        return False

    def _is_met(self, row, value):
        low, high = self._ends(value)
        is_enough = low is None or row.area_sqm >= low
        return is_enough and (high is None or row.divisible_from_sqm <= high)

    def wanted_sqm(self, value) -> float:
        return float(value.wanted * AREA_UNITS[value.unit].sqm)

    def _fact_words(self, row, value):
        """3,200 ㎡; 可分割，30 亩起约 192 万元: the part that comes nearest, and its price."""
        unit = AREA_UNITS[value.unit]
        if row.divisible_from_sqm == row.area_sqm:
            return _size(row.area_sqm, unit)
        wanted = min(max(self.wanted_sqm(value), row.divisible_from_sqm), row.area_sqm)
        words = f"可分割，{_size(row.divisible_from_sqm, unit)}起"
        price = _price_of(row, wanted)
        if not price:
            return words
        if wanted == row.divisible_from_sqm:
            return f"{words}{price}"
        return f"{words}，{_size(wanted, unit)}{price}"


def _size(sqm, unit):
    return f"{number(Decimal(sqm) / unit.sqm, 1)}\u00a0{unit.label}"


def _price_of(row, sqm):
    """What a part costs: to buy, else to rent a month; empty where no price is known."""
    if row.price_yuan_per_sqm is not None:
        return f"约 {_wan(row.price_yuan_per_sqm * sqm)}\u00a0万元"
    if row.rent_yuan_per_sqm_month is not None:
        return f"约 {_wan(row.rent_yuan_per_sqm_month * sqm)}\u00a0万元/月"
    return ""


def _wan(yuan):
    """Whole 万元 from ten upwards, two digits below."""
    wan = Decimal(yuan) / 10_000
    return number(wan, 0 if wan >= 10 else 2)


class Price(Need):
    """A rent or a purchase price; unknown where such a deal is offered without a price."""

    operator = "between"

    def words(self, value: Span):
        return f"{self.label} {value}\u00a0{PRICE_UNITS[value.unit].label}"

    def _ends(self, value):
        return value.ends(PRICE_UNITS[value.unit].factor, Decimal("0.0001"))

    @staticmethod
    def _offered(value):
        return "is_for_lease" if PRICE_UNITS[value.unit].is_rent else "is_for_sale"

    def _passes(self, value):
        low, high = self._ends(value)
        column = PRICE_UNITS[value.unit].column
        least = Q() if low is None else Q(**{f"{column}__gte": low})
        return least if high is None else least & Q(**{f"{column}__lte": high})

    def _silent(self, value):
        column = PRICE_UNITS[value.unit].column
        return Q(**{f"{column}__isnull": True, self._offered(value): True})

    def _is_silent(self, row, value):
        has_none = getattr(row, PRICE_UNITS[value.unit].column) is None
        return has_none and getattr(row, self._offered(value))

    def _is_met(self, row, value):
        low, high = self._ends(value)
        fact = getattr(row, PRICE_UNITS[value.unit].column)
        return fact is not None and (low is None or fact >= low) and (high is None or fact <= high)

    def _fact_words(self, row, value):
        unit = PRICE_UNITS[value.unit]
        fact = getattr(row, unit.column)
        if fact is None:
            return "不出租" if unit.is_rent else "不出售"
        return f"{number(Decimal(fact) / unit.factor)}\u00a0{unit.label}"
