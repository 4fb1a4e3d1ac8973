"""A list's chosen conditions in words, and the addresses without or with others."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count
from django.http import QueryDict

from finding.needs import BY_NAME, Asked
from finding.ranges import Span


@dataclass(frozen=True)
class Condition:
    """A condition in words, the query string without it, and how many listings that gives."""

    label: str
    query: str
    count: int | None = None


class ListingConditions:
    """Reads a bound ListingFilter; only `counts` queries."""

    def __init__(self, filterset):
        self.filterset = filterset
        self.cleaned = filterset.cleaned

    @cached_property
    def counts(self):
        """{kind: (listings,)} of the filter's own rows under the other conditions."""
        rows = self.filterset.offered(self.filterset.queryset)
        rows = self.filterset.narrow(rows, without={"kind"}, prefix="index_row__")
        return {k: (n,) for k, n in rows.order_by().values_list("kind").annotate(n=Count("pk"))}

    @property
    def kinds(self):
        fixed = self.filterset.fixed_kind
        return [fixed] if fixed else self.cleaned.get("kind") or []

    def query(self, without=(), **changed):
        """The valid conditions as a query string: nothing empty, no defaults, no page."""
        query = QueryDict(mutable=True)
        for name in self.filterset.filters:
            if name in without or name in self.filterset.form.errors:
                continue
            if name not in changed and self._is_silent(name):
                continue
            values = changed.get(name, self.filterset.data.getlist(name))
            query.setlist(name, [value for value in dict.fromkeys(values) if value])
        return query.urlencode()

    def _is_silent(self, name):
        """A unit without a limit, or the usual order: not worth a place in the address."""
        if name in {"area_unit", "price_unit"}:
            limit = name.removesuffix("_unit")
            ends = (self.cleaned.get(f"{limit}_{end}") for end in ("min", "max"))
            return all(end is None for end in ends)
        return name == "sort" and self.filterset.order == self.filterset.default_order

    def query_with(self, asked: Asked):
        """The same list with this need asked otherwise."""
        return self.query(**{name: [text] for name, text in _typed(asked)})

    def chips(self):
        """One chip a chosen value; its link drops just that one."""
        for asked in (*self.filterset.picked, *self.filterset.asked):
            if asked.need.name != "kind" or not self.filterset.fixed_kind:
                yield from self._chips_of(asked)
        if status := self.cleaned.get("status"):
            label = dict(self.filterset.filters["status"].extra["choices"])[status]
            yield Condition(label, self.query({"status"}))

    def _chips_of(self, asked):
        name = asked.need.name
        if not isinstance(asked.value, list):
            yield Condition(asked.words, self.query(parameters(name)))
            return
        chosen = self.filterset.data.getlist(name)
        for value, slug in zip(asked.value, self._slugs(asked), strict=True):
            rest = [other for other in chosen if other != slug]
            words = Asked(asked.need, [value]).words
            yield Condition(words, self.query(**{name: rest}))

    @staticmethod
    def _slugs(asked):
        return [getattr(value, "slug", value) for value in asked.value]


def parameters(name):
    """The parameters that ask for a need or a pick."""
    return {f"{name}_min", f"{name}_max", f"{name}_unit"} if name in {"area", "price"} else {name}


def _typed(asked):
    """(parameter, text) of a need's value, as a form would send it."""
    if isinstance(asked.value, Span):
        for end, value in (("min", asked.value.low), ("max", asked.value.high)):
            if value is not None:
                yield f"{asked.need.name}_{end}", f"{value.normalize():f}"
        yield f"{asked.need.name}_unit", asked.value.unit
    elif BY_NAME[asked.need.name].operator == "by_date":
        yield asked.need.name, asked.value.isoformat()
    else:
        yield asked.need.name, f"{asked.value.normalize():f}"
