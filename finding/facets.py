"""The filter as the page draws it: groups of fields, options with live counts."""

from dataclasses import dataclass, replace
from functools import cached_property

from finding.criteria import Yes
from finding.match_explanation import capped
from finding.needs import COMMON, GROUPS, needs_of
from finding.options import in_branches

MOST_PARKS = 15
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
    """A question with boxes to tick."""

    name: str
    label: str
    options: list
    error: str
    is_open: bool
    branches: tuple = ()  # of a tree: [(option, options below it, whether one of them is ticked)]


@dataclass(frozen=True)
class Entry:
    """A question with something to type; drawn without a widget's template, which costs more."""

    name: str
    label: str
    value: str
    error: str
    type: str = "text"
    mode: str = "decimal"


@dataclass
class Group:
    """Fields under one heading."""

    label: str
    figures: list
    flags: list
    facets: list
    is_open: bool


class Facets:
    """Everything the filter form shows of a ListingQuery and its counts."""

    def __init__(self, listing_query, tally):
        self.form, self.offered = listing_query.form, listing_query.options
        self.counts = tally.facets
        self.needs = needs_of(listing_query.fixed_kind)

    @property
    def kind(self):
        return None if self.form.fixed_kind else self._facet("kind")

    @property
    def offer(self):
        return self._facet("offer")

    @property
    def industry(self):
        """Trades with their branches below them."""
        offered = self.offered.industries
        slugs = {industry.slug: industry.pk for industry in offered}
        if not slugs:
            return None
        facet = self._facet("industry", slugs.get)
        options = {option.value: option for option in facet.options}
        trades = in_branches(offered, of=lambda industry: options[industry.slug])
        branches = [
            (trade, under, any(one.is_checked for one in (trade, *under)))
            for trade, under in trades
        ]
        return replace(facet, branches=branches)

    @property
    def park(self):
        """Those with most places first; the small ones of a large region only when picked."""
        slugs = {park.slug: park.pk for park in self.offered.parks}
        if not slugs:
            return None
        facet = self._facet("park", slugs.get)
        counts = self.counts["park"]
        options = sorted(facet.options, key=lambda option: -counts[slugs[option.value]])
        shown = [o for i, o in enumerate(options) if i < MOST_PARKS or o.is_checked]
        return replace(facet, options=shown)

    @property
    def words(self):
        return self._entry("q", type="search", mode="search")

    @property
    def day(self):
        return self._entry("by", "最晚入驻", type="date", mode="")

    @property
    def about(self):
        return self._entry("area_about")

    @property
    def area(self):
        return [self._entry("area_min"), self._entry("area_max")]

    @property
    def price(self):
        return [self._entry("price_min"), self._entry("price_max")]

    @property
    def is_priced(self):
        return any(entry.value or entry.error for entry in self.price)

    @cached_property
    def groups(self):
        return [self._group(label) for label in GROUPS if self._in(label) or label == COMMON]

    def options(self):
        """All of them, whose counts change with every condition."""
        own = (self.kind, self.offer, self.industry, self.park)
        facets = [facet for group in self.groups for facet in group.facets]
        yield from (flag for group in self.groups for flag in group.flags)
        yield from (option for facet in (*filter(None, own), *facets) for option in facet.options)

    def entries(self):
        """All that is typed, whose mistakes are told at the field."""
        figures = (entry for group in self.groups for entry in group.figures)
        return [self.words, self.about, *self.area, *self.price, self.day, *figures]

    def _in(self, label):
        return [n for n in self.needs if n.group == label and n.operator != "between"]

    def _group(self, label):
        needs = self._in(label)
        figures = [
            self._entry(need.name, f"{need.label}{PREFIX[need.operator]}（{need.unit}）")
            for need in needs
            if need.operator in PREFIX
        ]
        flags = [
            self._option(need.name, "1", need.label, "1")
            for need in needs
            if need.operator == Yes.operator
        ]
        facets = [self._facet(need.name) for need in needs if need.choices]
        is_used = any(self.form.data.get(need.name) or self._error(need.name) for need in needs)
        return Group(label, figures, flags, facets, label == COMMON or is_used)

    def _facet(self, name, key=lambda value: value):
        options = [
            self._option(name, value, label, key(value))
            for value, label in self.form.fields[name].choices
        ]
        is_open = any(option.is_checked for option in options) or bool(self._error(name))
        label = self.form.fields[name].label
        return Facet(name, label, options, self._error(name), is_open)

    def _entry(self, name, label="", **kwargs):
        value = self.form.data.get(name, "")
        label = label or self.form.fields[name].label
        return Entry(name, label, value, self._error(name), **kwargs)

    def _error(self, name):
        return "；".join(self.form.errors.get(name, ()))

    def _option(self, name, value, label, key):
        is_checked = value in self.form.data.getlist(name)
        count = capped(self.counts[name][key])
        return Option(name, value, label, count, is_checked, self._error(name))
