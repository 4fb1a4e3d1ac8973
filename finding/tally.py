"""What is counted of a list: its rows, what each choice would give, what one condition costs."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Q

from finding.criteria import EVERY, Yes
from finding.needs import NEEDS
from finding.restrictions import OFFERS
from publishing.models import public_at

CAP = 10_000
NEAR_UNKNOWNS = 1  # what misses one condition is worth a look with so many unknowns at most
# Facets of which several options can be picked, parks and industries apart.
MANY = {"kind", "offer", *(need.name for need in NEEDS if need.choices)}


@dataclass
class Tally:
    """Exact counts; pages show those beyond CAP as “10,000+”."""

    total: int = 0
    known: int = 0  # of which nothing that was asked is unknown
    scanned: int = 0  # how many rows were looked at, up to one more than is exact
    stamp: int = 0  # when index rows last changed, in ms
    counted_at: int = 0  # in ms of the database's clock
    alone: dict = field(default_factory=dict)  # need name → rows that fail nothing else
    eased: dict = field(default_factory=dict)  # (need name, step) → rows gained
    # Of both those that are certain then: nothing else that was asked is unknown of them.
    sure_alone: dict = field(default_factory=dict)
    sure_eased: dict = field(default_factory=dict)
    facets: dict = field(default_factory=lambda: defaultdict(Counter))


@dataclass
class Failures:
    """Why nothing is found: places of conditions in their list → rows."""

    total: int = 0
    met: Counter = field(default_factory=Counter)  # of which that one condition holds
    pairs: Counter = field(default_factory=Counter)  # that fail these two and nothing else

    def costliest_pairs(self, number):
        """[(rows, places)], the most first."""
        found = [(rows, pair) for pair, rows in self.pairs.items() if rows]
        return sorted(found, key=lambda one: (-one[0], -(1 << one[1][0] | 1 << one[1][1])))[:number]


@dataclass(frozen=True)
class CountedOption:
    """A choice of a facet: what holds of its rows, and of which kinds alone."""

    facet: str
    value: str
    column: str
    code: str = ""
    kinds: tuple = EVERY
    park_kinds: tuple = ()  # those that have it from their park

    @property
    def sql(self):
        holds = f"{self.column} = '{self.code}'" if self.code else self.column
        if not self.park_kinds:
            return holds
        return f"{holds} AND (has_public_park OR NOT {_is_of(self.park_kinds)})"

    def condition(self, now):
        """The same of an index row, its kinds included."""
        holds = Q(**{self.column: self.code or True})
        if self.park_kinds:
            holds &= public_at(now, "park__") | ~Q(kind__in=self.park_kinds)
        return holds if self.kinds == EVERY else holds & Q(kind__in=self.kinds)

    @property
    def sql_of_its_kinds(self):
        return self.sql if self.kinds == EVERY else f"{self.sql} AND {_is_of(self.kinds)}"


def _is_of(kinds):
    return f"kind IN ({', '.join(f"'{kind}'" for kind in kinds)})"


def _options():
    """Every choice that is not a row of its own, as parks and industries are."""
    for kind in EVERY:
        yield CountedOption("kind", kind, "kind", kind)
    for offer, column in OFFERS.items():
        yield CountedOption("offer", offer, column)
    for need in NEEDS:
        if need.operator == Yes.operator:
            yield CountedOption(
                need.name, "1", need.column, kinds=need.kinds, park_kinds=need.park_kinds
            )
        for code in need.choices:
            yield CountedOption(need.name, code, need.column, code, need.kinds)


OPTIONS = tuple(_options())
