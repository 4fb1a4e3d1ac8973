"""A search's chosen conditions in words, with what dropping one of them would give."""

from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict

from search.forms import Order, Scope
from search.models import SearchEntry
from search.results import Hits, Search

NAMES = ("q", "type", "facet", "scope", "since", "until", "order")
DAYS = ("since", "until")
DEFAULTS = {"scope": Scope.SUBTREE, "order": Order.RELEVANCE}
WIDER = {Scope.SITE: (Scope.SUBTREE, Scope.ALL), Scope.SUBTREE: (Scope.ALL,), Scope.ALL: ()}


@dataclass(frozen=True)
class FilterLink:
    """Where a link leads: its words, the query string behind it, how many hits that gives."""

    label: str
    query: str
    hits: Hits | None = None
    is_current: bool = False


class SearchConditions:
    """Reads a bound SearchForm. What is wrong in it counts as not given."""

    def __init__(self, site, form):
        self.site, self.form = site, form
        form.is_valid()
        self.values = {name: form.cleaned_data.get(name) or DEFAULTS.get(name) for name in NAMES}
        self.text = self.values["q"] or ""
        kind = self.values["type"]
        self.kind = SearchEntry.Type(kind) if kind else None

    @cached_property
    def search(self) -> Search:
        return self.search_with()

    @cached_property
    def wide(self) -> Search:
        """Without the facet: what the tabs and the facets themselves count."""
        return self.search_with(facet=None) if self.values["facet"] else self.search

    def search_with(self, **changed) -> Search:
        """The same search with some conditions changed or, as None, dropped."""
        values = self.values | changed
        found = Search(
            self.site,
            self.text,
            scope=values["scope"],
            since=values["since"],
            until=values["until"],
            facet=values["facet"] or "",
            order=values["order"],
        )
        if "search" in vars(self):  # The words are the same, so are their readings.
            found.query = self.search.query
        return found

    @property
    def is_plain(self):
        """Whether nothing but the words can be why nothing was found."""
        narrowing = ("facet", *DAYS)
        return not self.form.errors and not any(self.values[name] for name in narrowing)

    @property
    def is_whole(self):
        """Whether the words are asked of all that there is: then they may have one answer."""
        return self.is_plain and self.kind is None and self.values["scope"] != Scope.ALL

    def tabs(self):
        """All types, then each that has hits or was asked for. No facet, no query of its own."""
        counts = self.wide.counts
        kinds = [kind for kind in SearchEntry.Type if kind in counts or kind == self.kind]
        if not kinds:
            return []
        return [
            FilterLink("全部", self.of_type(None), self.wide.total, self.kind is None),
            *(
                FilterLink(
                    kind.label, self.of_type(kind), counts.get(kind, Hits(0)), kind == self.kind
                )
                for kind in kinds
            ),
        ]

    def of_type(self, kind):
        """The query string of the same search for one type, or for all."""
        return self.query(type=kind, facet=None)

    @cached_property
    def facets(self):
        """Of the chosen type, where there is a choice; the current one's link drops it."""
        chosen = self.values["facet"]
        found = self.wide.facets(self.kind) if self.kind and self.wide.words else []
        if len(found) < 2 and not chosen:
            return []
        return [
            FilterLink(
                facet.label,
                self.query(facet=None if facet.value == chosen else facet.value),
                facet.hits,
                facet.value == chosen,
            )
            for facet in found
        ]

    def query(self, **changed):
        """The valid conditions as a query string: nothing empty, no defaults, no page."""
        query = QueryDict(mutable=True)
        for name, value in (self.values | changed).items():
            if value and value != DEFAULTS.get(name):
                query[name] = str(value)
        return query.urlencode()

    def chips(self):
        """One chip a condition that narrows the results; its link drops just that one."""
        return [FilterLink(label, self.query(**dropped)) for label, dropped in self._narrowing()]

    def _narrowing(self):
        """(words, what to change to be rid of it) of each condition besides words and type."""
        if self.values["facet"]:
            current = [facet.label for facet in self.facets if facet.is_current]
            yield "".join(current) or "所选类别", {"facet": None}
        if self.values["scope"] != Scope.SUBTREE:
            yield Scope(self.values["scope"]).label, {"scope": None}
        if any(self.values[name] for name in DAYS):
            yield _span(*(self.values[name] for name in DAYS)), dict.fromkeys(DAYS)

    def relaxations(self):
        """What to give up where nothing was found: each with its hits, if there are any."""
        for label, changed in self._gentler():
            changed = {"facet": None} | changed
            total = self.search_with(**changed).total
            if total.number:
                yield FilterLink(label, self.query(type=None, **changed), total)

    def _gentler(self):
        for label, dropped in self._narrowing():
            if "scope" not in dropped:
                yield f"不限“{label}”", dropped
        for wider in WIDER[self.values["scope"]]:
            yield f"改查“{wider.label}”", {"scope": wider}


def _span(since, until):
    if since and until:
        return f"{since:%Y-%m-%d} 至 {until:%Y-%m-%d}"
    return f"{since:%Y-%m-%d} 起" if since else f"{until:%Y-%m-%d} 止"
