"""What a row of the table says: one fact of a listing, for every page, form, list and filter."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from parks.display_values import UNKNOWN, Figure, number
from parks.kinds import EVERY, LAND

YES_NO = {True: "是", False: "否"}
PLACES = 3
LIMIT_HINTS = {"≥": "下限：不低于这个数。", "≤": "上限：不高于这个数。"}
ENDS = ("下限", "上限")


class Holder(StrEnum):
    """Whose columns hold a fact: where staff fill it in."""

    LISTING = "listing"
    TERMS = "terms"  # LandTerms of a plot, BuildingSpec of a building
    PARK = "park"


class Operator(StrEnum):
    """How what is asked for and what is stated are compared (finding.criteria)."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    YES = "yes"
    ONE_OF = "one_of"
    ANY_OF = "any_of"
    BY_DATE = "by_date"
    AREA = "area"
    PRICE = "price"


class Group(StrEnum):
    """Headings under which readers filter, in the order of the panel."""

    COMMON = "常用"
    BUILDING = "建筑"
    SUPPLY = "电水气"
    TRAFFIC = "交通"
    PLOT = "土地条件"


class Deal(StrEnum):
    """What a fact is part of, where not of every offer."""

    LEASE = "lease"
    SALE = "sale"


@dataclass(frozen=True)
class Criterion:
    """How readers ask for a fact.

    `name` is the parameter in the address and never changes; `label` is what the fact is called
    there, where a shorter word will do; `column` of the index is named as the fact unless given.
    """

    name: str
    operator: Operator
    group: Group
    label: str = ""
    column: str = ""


@dataclass(frozen=True)
class Lead:
    """The mark of the value that leads a row of a comparison: choose(values) and a word."""

    choose: Callable
    word: str


HIGHEST, LARGEST = Lead(max, "最高"), Lead(max, "最大")
LONGEST, MOST = Lead(max, "最长"), Lead(max, "最多")
LOWEST, NEAREST = Lead(min, "最低"), Lead(min, "最近")


@dataclass(frozen=True, eq=False)
class Attribute:
    """A fact and all that is to be said of it. What a row leaves out does not concern the fact."""

    # What it is, and of whom.
    name: str
    label: str
    kinds: tuple[str, ...] = EVERY
    unit: str = ""
    unit_in: str = ""  # the column that holds the unit, where it is chosen with the number
    deal: Deal | None = None  # part of a lease or of a sale only
    # Where it is kept: by the holder in `columns`, which is the one of its own name unless given.
    holder: Holder = Holder.TERMS
    columns: tuple[str, ...] = ()
    land_supply: str = ""  # the utility of its park that a plot has in place of a column
    road_to: str = ""  # the kind of place to which the park's nearest road is meant
    supply: str = ""  # the utility of its park whose column of the same name it is
    # In forms and lists.
    hint: str = ""
    other_names: tuple[str, ...] = ()  # headers that also mean it
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)  # code → its other words
    is_required: bool = False
    # On pages.
    shown_by: str = ""  # the property that says it in words, instead of the column
    sign: str = ""  # ≥ or ≤ of a limit
    is_wide: bool = False
    is_note: bool = False  # adds words to another fact; left out while it is empty
    key_of: tuple[str, ...] = ()  # kinds that open with it, after area and price
    tag_of: tuple[str, ...] = ()  # kinds whose cards carry it as a tag
    lead: Lead | None = None
    # Whether a listing without it is incomplete; what it is called then; what stands in for it.
    is_expected: bool = True
    missing_label: str = ""
    stand_in: str = ""
    criterion: Criterion | None = None

    def applies_to(self, kind) -> bool:
        return kind in self.kinds

    def holder_for(self, kind) -> Holder:
        """Gas of a plot is its park's, gas of a workshop its own."""
        return Holder.PARK if kind == LAND and self.land_supply else self.holder

    @property
    def state_column(self) -> str:
        """The column of the index that says whether what the park has stands; often none."""
        return f"{self.name}_state" if self.road_to or self.land_supply or self.supply else ""

    @property
    def asked_of(self) -> tuple[str, ...]:
        """The kinds of which readers may ask it: plots have what their park supplies."""
        return tuple(
            kind for kind in EVERY if self.applies_to(kind) or self.holder_for(kind) is Holder.PARK
        )

    @property
    def stored_in(self) -> tuple[str, ...]:
        """The columns of its holder."""
        return self.columns or (self.name,)

    def column_labels(self) -> dict[str, str]:
        """{column: what forms and lists call it}, the unit in brackets."""
        unit = f"（{self.unit}）" if self.unit else ""
        if not self.columns:
            return {self.name: f"{self.label}{unit}"}
        ends = zip(self.columns, ENDS, strict=True)
        return {column: f"{self.label}{end}{unit}" for column, end in ends}

    @property
    def help_text(self) -> str:
        return self.hint or LIMIT_HINTS.get(self.sign, "")

    def is_stated(self, held) -> bool:
        """Whether `held` says it, or says why not (面议 with its reason)."""
        if getattr(held, self.name, None) not in {None, ""}:
            return True
        return bool(self.stand_in) and getattr(held, self.stand_in, None) not in {None, ""}

    def value(self, held):
        """As `held` (None: nothing is known) has it; None where it is unknown."""
        value = getattr(held, self.shown_by or self.name, None)
        return None if value == "" else value

    def is_shown(self, held) -> bool:
        """What is unknown is shown as 未知, but for notes."""
        return not self.is_note or self.value(held) is not None

    def figure(self, held) -> Figure:
        value = self.value(held)
        if value is None:
            return Figure(self.label, UNKNOWN, is_wide=self.is_wide)
        sign = f"{self.sign}\u00a0" if self.sign else ""
        unit = "" if self.shown_by else self.unit
        return Figure(self.label, sign + self._text(held, value), unit, is_wide=self.is_wide)

    def tag(self, held) -> str:
        """The advantage in a word or two; empty where there is none or nobody knows."""
        value = self.value(held)
        if isinstance(value, bool):
            return self.label if value else ""
        return "" if value is None else self._text(held, value)

    def _text(self, held, value) -> str:
        if isinstance(value, bool):
            return YES_NO[value]
        if isinstance(value, datetime.date):
            return value.isoformat()
        if isinstance(value, str):
            display = getattr(held, f"get_{self.name}_display", None)
            return display() if display and not self.shown_by else value
        return number(value, PLACES)
