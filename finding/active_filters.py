"""A list's chosen conditions in words, and the addresses without or with others."""

from dataclasses import dataclass

from django.http import QueryDict

from finding.forms import RANGES
from finding.needs import BY_NAME, Asked
from finding.ranges import Span


@dataclass(frozen=True)
class FilterLink:
    """A condition in words, the query string without it, and how many places that gives."""

    label: str
    query: str
    count: str = ""
    sure: str = ""  # of which so many for certain; empty where none is


class ListingConditions:
    """The conditions of a ListingQuery; asks no query."""

    def __init__(self, listing_query):
        self.listing_query = listing_query
        self.form = listing_query.form
        self.cleaned = listing_query.cleaned

    def query(self, without=(), **changed):
        """The valid conditions as a query string: nothing empty, no defaults, no page."""
        query = QueryDict(mutable=True)
        for name in self.form.fields:
            if name in without or name in self.form.errors:
                continue
            if name not in changed and self._is_silent(name):
                continue
            values = changed.get(name, self._given(name))
            query.setlist(name, [value for value in dict.fromkeys(values) if value])
        return query.urlencode()

    def _given(self, name):
        """As typed; of a trade and its branch the branch, which is meant."""
        values = self.form.data.getlist(name)
        if name != "industry":
            return values
        meant = {one.slug for one in self.listing_query.value_of(name) or ()}
        return [value for value in values if value in meant]

    def _is_silent(self, name):
        """What changes nothing: a unit without a limit, the usual order, certainty of no need."""
        if name in {"area_unit", "price_unit"}:
            limit = name.removesuffix("_unit")
            ends = (self.cleaned.get(f"{limit}_{end}") for end in ("min", "max", "about"))
            return all(end is None for end in ends)
        if name in {"area_min", "area_max"}:
            return bool(self.cleaned.get("area_about"))
        if name == "area_within":
            return not self.cleaned.get("area_about")
        if name == "sure":
            return not self.listing_query.asked
        return name == "sort" and self.listing_query.order == self.listing_query.usual_order

    def query_with(self, asked: Asked):
        """The same list with this need asked otherwise."""
        typed = {name: [text] for name, text in _typed(asked)}
        return self.query(parameters(asked.need.name) - typed.keys(), **typed)

    def chips(self):
        """One chip a chosen value; its link drops just that one."""
        for asked in self.listing_query.conditions:
            if asked.need.name != "kind" or not self.listing_query.fixed_kind:
                yield from self._chips_of(asked)
        if status := self.cleaned.get("status"):
            label = dict(self.form.fields["status"].choices)[status]
            yield FilterLink(label, self.query({"status"}))

    def _chips_of(self, asked):
        name = asked.need.name
        if not isinstance(asked.value, list):
            yield FilterLink(asked.words, self.query(parameters(name)))
            return
        chosen = self._given(name)
        for value, slug in zip(asked.value, self._slugs(asked), strict=True):
            rest = [other for other in chosen if other != slug]
            words = Asked(asked.need, [value]).words
            yield FilterLink(words, self.query(**{name: rest}))

    @staticmethod
    def _slugs(asked):
        return [getattr(value, "slug", value) for value in asked.value]


def parameters(name):
    """The parameters that ask for a need or a restriction."""
    if name not in RANGES:
        return {name}
    return {f"{name}_{part}" for part in ("min", "max", "unit", "about", "within")}


def _typed(asked):
    """(parameter, text) of a need's value, as a form would send it."""
    if isinstance(asked.value, Span) and asked.value.about is not None:
        yield f"{asked.need.name}_about", f"{asked.value.about.normalize():f}"
        yield f"{asked.need.name}_within", asked.value.within
        yield f"{asked.need.name}_unit", asked.value.unit
    elif isinstance(asked.value, Span):
        for end, value in (("min", asked.value.low), ("max", asked.value.high)):
            if value is not None:
                yield f"{asked.need.name}_{end}", f"{value.normalize():f}"
        yield f"{asked.need.name}_unit", asked.value.unit
    elif BY_NAME[asked.need.name].operator == "by_date":
        yield asked.need.name, asked.value.isoformat()
    else:
        yield asked.need.name, f"{asked.value.normalize():f}"
