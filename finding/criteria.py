"""How a need and a fact are compared: in SQL as conditions, in Python on one row, with one result.

Met, failed and unknown never overlap and leave nothing out. A need that a kind cannot have (the
clear height of a plot) fails that kind. What a listing has from its park is unknown while readers
may not see the park, and while it is in construction or planned (ADR 70).
"""

import datetime
import enum
from typing import ClassVar

from django.db.models import Q
from django.utils import timezone

from parks.attributes import Holder
from parks.display_values import BY_PARK, UNKNOWN, number
from parks.kinds import EVERY
from parks.models import BuildState, Listing
from parks.models.supplies import UNBUILT
from publishing.models import public_at

NOTHING = Q(pk__in=())


class Verdict(enum.Enum):
    MET = "满足"
    FAILED = "不满足"
    UNKNOWN = "未知"


class Need:
    """A row of the table of attributes as something to ask for.

    The subclass says how value and fact are compared. `name` is the URL parameter and never
    changes; `column` is of ListingIndex; `choices` are {code: words}.
    """

    operator: ClassVar[str]

    def __init__(self, attribute, choices):
        asked, kinds = attribute.criterion, attribute.asked_of
        self.attribute, self.choices = attribute, choices
        self.name, self.group, self.kinds, self.unit = (
            asked.name,
            asked.group,
            kinds,
            attribute.unit,
        )
        self.label = asked.label or attribute.label
        self.column = asked.column or attribute.name
        self.park_kinds = tuple(k for k in kinds if attribute.holder_for(k) is Holder.PARK)

    def applies_to(self, kind):
        return kind in self.kinds

    def met(self, value) -> Q:
        return self._of_its_kinds() & ~self._withheld() & ~self._unbuilt() & self._passes(value)

    def unknown(self, value) -> Q:
        return self._of_its_kinds() & (self._withheld() | self._unbuilt() | self._silent(value))

    def possible(self, value) -> Q:
        """Met or unknown: what a result page keeps."""
        kept = self._withheld() | self._unbuilt() | self._passes(value) | self._silent(value)
        return self._of_its_kinds() & kept

    def verdict(self, row, value) -> Verdict:
        """The same of one index row of published()."""
        if not self.applies_to(row.kind):
            return Verdict.FAILED
        if self._is_unknown(row, value):
            return Verdict.UNKNOWN
        return Verdict.MET if self._is_met(row, value) else Verdict.FAILED

    def words(self, value) -> str:
        """净高 ≥ 9 m."""
        raise NotImplementedError

    def actual(self, row, value) -> str:
        """What the row says instead: 6 m, 规划 9 km（按园区）, 未知, 土地无此项."""
        if not self.applies_to(row.kind):
            return f"{Listing.Kind(row.kind).label}无此项"
        if self._is_withheld(row):
            return UNKNOWN
        by_park = BY_PARK if row.kind in self.park_kinds else ""
        if self._is_unbuilt(row):
            return f"{self._unbuilt_words(row)}{by_park}"
        if self._is_silent(row, value):
            return UNKNOWN
        return f"{self._fact_words(row, value)}{by_park}"

    def _of_its_kinds(self):
        return Q() if self.kinds == EVERY else Q(kind__in=self.kinds)

    def _withheld(self):
        """Rows that have it from a park which readers may not see."""
        if not self.park_kinds:
            return NOTHING
        return Q(kind__in=self.park_kinds) & ~public_at(timezone.now(), "park__")

    def _unbuilt(self):
        """Rows whose park only plans or builds it."""
        column = self.attribute.state_column
        return Q(**{f"{column}__in": UNBUILT}) if column else NOTHING

    def _is_withheld(self, row):
        return row.kind in self.park_kinds and not row.has_public_park

    def _is_unbuilt(self, row):
        column = self.attribute.state_column
        return bool(column) and getattr(row, column) in UNBUILT

    def _unbuilt_words(self, row):
        """规划 9 km; a yes or no has no more to say than 规划."""
        stage = BuildState(getattr(row, self.attribute.state_column)).label
        fact = getattr(row, self.column)
        is_measured = isinstance(fact, float)
        return f"{stage}\u00a0{self._quantity(fact)}" if is_measured else stage

    def _is_unknown(self, row, value):
        return self._is_withheld(row) or self._is_unbuilt(row) or self._is_silent(row, value)

    def _passes(self, value):
        raise NotImplementedError

    def _silent(self, value):
        return Q(**{f"{self.column}__isnull": True})

    def _is_silent(self, row, value):
        return getattr(row, self.column) is None

    def _is_met(self, row, value):
        raise NotImplementedError

    def _fact_words(self, row, value):
        return self._quantity(getattr(row, self.column))

    def _quantity(self, value):
        return f"{number(value, 4)}\u00a0{self.unit}"


class AtLeast(Need):
    """A lower limit in the need's unit, as Decimal."""

    operator = "at_least"

    def words(self, value):
        return f"{self.label} ≥ {self._quantity(value)}"

    def _passes(self, value):
        return Q(**{f"{self.column}__gte": float(value)})

    def _is_met(self, row, value):
        return getattr(row, self.column) >= float(value)


class AtMost(Need):
    """An upper limit in the need's unit, as Decimal."""

    operator = "at_most"

    def words(self, value):
        return f"{self.label} ≤ {self._quantity(value)}"

    def _passes(self, value):
        return Q(**{f"{self.column}__lte": float(value)})

    def _is_met(self, row, value):
        return getattr(row, self.column) <= float(value)


class Yes(Need):
    """Something that must be there; the value is True."""

    operator = "yes"

    def words(self, value):
        return self.label

    def _passes(self, value):
        return Q(**{self.column: True})

    def _is_met(self, row, value):
        return getattr(row, self.column)

    def _fact_words(self, row, value):
        return "有" if getattr(row, self.column) else "没有"


class OneOf(Need):
    """One of several codes of `choices`; an empty code is unknown."""

    operator = "one_of"

    def words(self, value):
        return f"{self.label} {'或'.join(self.choices[code] for code in value)}"

    def _passes(self, value):
        return Q(**{f"{self.column}__in": value})

    def _silent(self, value):
        return Q(**{self.column: ""})

    def _is_silent(self, row, value):
        return not getattr(row, self.column)

    def _is_met(self, row, value):
        return getattr(row, self.column) in value

    def _fact_words(self, row, value):
        return self.choices[getattr(row, self.column)]


class ByDate(Need):
    """To be had on that day or before."""

    operator = "by_date"

    def words(self, value: datetime.date):
        return f"{value:%Y-%m-%d} 前可入驻"

    def _passes(self, value):
        return Q(**{f"{self.column}__lte": value})

    def _is_met(self, row, value):
        return getattr(row, self.column) <= value

    def _fact_words(self, row, value):
        return f"{getattr(row, self.column):%Y-%m-%d} 起"


class AnyOf(Need):
    """Shares one of several choices (finding.options) with a list, which holds trades beside their
    branches. An empty list is unknown, and so is a branch where only its trade is said.
    """

    operator = "one_of"

    def words(self, value):
        return f"{self.label} {'或'.join(thing.name for thing in value)}"

    def _passes(self, value):
        return self._shares(thing.pk for thing in value)

    def _silent(self, value):
        """Without a value: where nothing at all is said."""
        silent = Q(**{self.column: []})
        if not value:
            return silent
        for branch in _one_a_trade(value):
            silent |= self._shares([branch.parent]) & ~self._shares(branch.siblings)
        return silent & ~self._passes(value)

    def _shares(self, keys):
        return Q(**{f"{self.column}__overlap": list(keys)})

    def _is_silent(self, row, value):
        held = set(getattr(row, self.column))
        if not held.isdisjoint(thing.pk for thing in value):
            return False
        branches = _one_a_trade(value)
        return not held or any(
            branch.parent in held and held.isdisjoint(branch.siblings) for branch in branches
        )

    def _is_met(self, row, value):
        return not {thing.pk for thing in value}.isdisjoint(getattr(row, self.column))

    def _fact_words(self, row, value):
        return "登记的是其他产业"


def _one_a_trade(things):
    """Branches, of each trade the first."""
    return {thing.parent: thing for thing in reversed(things) if thing.siblings}.values()
