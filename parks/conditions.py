"""A list's chosen conditions in words, with what dropping one of them would give."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q
from django.http import QueryDict

from parks.figures import number

UNIT_WORDS = {
    "mu": "亩",
    "sqm": "㎡",
    "wan_per_mu": "万元/亩",
    "yuan_per_sqm": "元/㎡",
    "yuan_per_sqm_month": "元/㎡·月",
}
# What to give up first when nothing is found.
RELAXABLE = (
    ("q", ("q",), "不用搜索词"),
    ("price_max", ("price_min", "price_max", "price_unit"), "不限价格"),
    ("price_min", ("price_min", "price_unit"), "不限最低价"),
    ("area_min", ("area_min", "area_max", "area_unit"), "不限面积"),
    ("area_max", ("area_max", "area_unit"), "不限最大面积"),
    ("industry", ("industry",), "不限产业"),
    ("park", ("park",), "不限园区"),
    ("offer", ("offer",), "租买都看"),
)
MOST_RELAXATIONS = 3


@dataclass(frozen=True)
class Condition:
    """A condition in words, the query string without it, and how many listings that gives."""

    label: str
    query: str
    count: int | None = None


class ListingConditions:
    """Reads a bound ListingFilter; `counts` and `relaxations` query, the rest does not."""

    def __init__(self, filterset):
        self.filterset = filterset
        filterset.is_valid()
        self.cleaned = filterset.form.cleaned_data

    @cached_property
    def counts(self):
        """{kind: (listings, of which without the price asked for)} under the other conditions."""
        unknown = Count("pk", filter=Q(**{f"{self.filterset.price_column}__isnull": True}))
        rows = self.filterset.narrow(self.filterset.queryset, without={"kind"})
        rows = rows.order_by().values_list("kind").annotate(n=Count("pk"), unpriced=unknown)
        return {kind: (n, unpriced) for kind, n, unpriced in rows}

    @property
    def kinds(self):
        fixed = self.filterset.fixed_kind
        return [fixed] if fixed else self.cleaned.get("kind") or []

    @property
    def total(self):
        return sum(n for kind, (n, _) in self.counts.items() if self._is_wanted(kind))

    @property
    def unpriced(self):
        """Listings kept although the price that was limited is unknown."""
        if not self.filterset.has_price_limit:
            return 0
        return sum(m for kind, (_, m) in self.counts.items() if self._is_wanted(kind))

    def _is_wanted(self, kind):
        return not self.kinds or kind in self.kinds

    def query(self, without=(), **changed):
        """The valid conditions as a query string: nothing empty, no defaults, no page."""
        query = QueryDict(mutable=True)
        for name in self.filterset.filters:
            if name in without or name in self.filterset.form.errors or self._is_silent(name):
                continue
            values = changed.get(name, self.filterset.data.getlist(name))
            query.setlist(name, [value for value in values if value])
        return query.urlencode()

    def _is_silent(self, name):
        """A unit without a limit, or the usual order: not worth a place in the address."""
        if name in {"area_unit", "price_unit"}:
            limit = name.removesuffix("_unit")
            ends = (self.cleaned.get(f"{limit}_{end}") for end in ("min", "max"))
            return all(end is None for end in ends)
        return name == "sort" and self.filterset.data["sort"] == self.filterset.defaults["sort"]

    def chips(self):
        """One chip a chosen value; its link drops just that one."""
        return [*self._picked_many(), *self._picked_one(), *self._ranges(), *self._words()]

    def _picked_many(self):
        for name in ("kind", "park", "industry"):
            chosen = self.cleaned.get(name) or []
            for value in chosen:
                rest = [other for other in chosen if other != value]
                yield Condition(self._label(name, value), self.query(**{name: rest}))

    def _picked_one(self):
        for name in ("offer", "status"):
            if value := self.cleaned.get(name):
                yield Condition(self._label(name, value), self.query(without={name}))

    def _label(self, name, value):
        return dict(self.filterset.filters[name].extra["choices"])[value]

    def _ranges(self):
        for limit, word in (("area", "面积"), ("price", "价格")):
            low, high = self.cleaned.get(f"{limit}_min"), self.cleaned.get(f"{limit}_max")
            unit = UNIT_WORDS.get(self.cleaned.get(f"{limit}_unit"), "")
            if low is not None or high is not None:
                without = {f"{limit}_min", f"{limit}_max", f"{limit}_unit"}
                yield Condition(f"{word} {_range(low, high)} {unit}", self.query(without))

    def _words(self):
        if words := self.cleaned.get("q"):
            yield Condition(f"“{words}”", self.query({"q"}))

    def relaxations(self):
        """What to give up, the likeliest first, where that finds something."""
        active = [row for row in RELAXABLE if self.cleaned.get(row[0]) not in (None, "", [])]
        found = [
            Condition(label, self.query(without=names), self._count_without(names))
            for _, names, label in active[:MOST_RELAXATIONS]
        ]
        return [condition for condition in found if condition.count]

    def _count_without(self, names):
        return self.filterset.narrow(self.filterset.queryset, without=names).count()


def _range(low, high):
    if low is None:
        return f"≤ {number(high, 4)}"
    return f"≥ {number(low, 4)}" if high is None else f"{number(low, 4)}–{number(high, 4)}"
