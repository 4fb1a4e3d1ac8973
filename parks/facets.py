"""The filter as the page draws it: groups of fields, options with live counts."""

from dataclasses import dataclass

from parks.comparators import Yes
from parks.needs import COMMON, GROUPS, needs_of
from parks.verdicts import capped

MOST_PARKS = 30
PREFIX = {"at_least": "不低于", "at_most": "不高于"}


@dataclass(frozen=True)
class Option:
    """One box to tick."""

    name: str
    value: str
    label: str
    count: str
    is_checked: bool
    error: str = ""

    @property
    def id(self):
        return f"n-{self.name}-{self.value}"

    @property
    def is_empty(self):
        return self.count == "0"


@dataclass(frozen=True)
class Facet:
    """A question with boxes to tick; `field` is bound and knows its errors."""

    label: str
    field: object
    options: list


@dataclass(frozen=True)
class Figure:
    """A question with a number to type."""

    label: str
    field: object


@dataclass
class Group:
    """Fields under one heading."""

    label: str
    figures: list
    flags: list
    facets: list
    is_open: bool


class Facets:
    """Everything the filter form shows of a bound ListingFilter and its counts."""

    def __init__(self, filterset, tally):
        self.filterset = filterset
        self.form = filterset.form
        self.counts = tally.facets
        self.needs = needs_of(filterset.fixed_kind)

    @property
    def kind(self):
        return None if self.filterset.fixed_kind else self._facet("kind")

    @property
    def offer(self):
        return self._facet("offer")

    @property
    def industry(self):
        slugs = {industry.slug: industry.pk for industry in self.filterset.industries}
        return self._facet("industry", slugs.get) if slugs else None

    @property
    def park(self):
        """Those with most places first; the small ones of a large region only when picked."""
        slugs = {park.slug: park.pk for park in self.filterset.parks}
        if not slugs:
            return None
        facet = self._facet("park", slugs.get)
        counts = self.counts["park"]
        options = sorted(facet.options, key=lambda option: -counts[slugs[option.value]])
        shown = [o for i, o in enumerate(options) if i < MOST_PARKS or o.is_checked]
        return Facet(facet.label, facet.field, shown)

    def groups(self):
        return [self._group(label) for label in GROUPS if self._in(label) or label == COMMON]

    def options(self):
        """All of them, whose counts change with every condition."""
        own = (self.kind, self.offer, self.industry, self.park)
        groups = self.groups()
        facets = [facet for group in groups for facet in group.facets]
        yield from (flag for group in groups for flag in group.flags)
        yield from (option for facet in (*filter(None, own), *facets) for option in facet.options)

    def _in(self, label):
        return [n for n in self.needs if n.group == label and n.operator != "between"]

    def _group(self, label):
        needs = self._in(label)
        figures = [
            Figure(f"{need.label}{PREFIX[need.operator]}（{need.unit}）", self.form[need.name])
            for need in needs
            if need.operator in PREFIX
        ]
        flags = [
            self._option(need.name, "1", need.label, "1")
            for need in needs
            if need.operator == Yes.operator
        ]
        facets = [self._facet(need.name) for need in needs if need.choices]
        is_used = any(self.form[need.name].data or self.form[need.name].errors for need in needs)
        return Group(label, figures, flags, facets, label == COMMON or is_used)

    def _facet(self, name, key=lambda value: value):
        field = self.form[name]
        options = [
            self._option(name, value, label, key(value))
            for value, label in self.filterset.filters[name].extra["choices"]
        ]
        return Facet(field.label, field, options)

    def _option(self, name, value, label, key):
        is_checked = value in self.filterset.data.getlist(name)
        error = "；".join(self.form.errors.get(name, ()))
        return Option(name, value, label, capped(self.counts[name][key]), is_checked, error)
