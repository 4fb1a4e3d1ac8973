"""One reader's search: counts, groups, facets and pages. The only place that asks the index."""

from dataclasses import dataclass
from functools import cached_property, reduce
from typing import NamedTuple

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Paginator
from django.db.models import F, prefetch_related_objects

from search.cutter import MAX_QUERY_LENGTH, query_words
from search.models import SearchEntry
from search.snippets import marked, snippet
from search.vectors import rank_query

Type = SearchEntry.Type
# Ranking all hits of a common word takes seconds at a million entries: only the newest are ranked,
# and counting stops there too.
RANKED = 1_000
GROUP_SIZE = 4
PER_PAGE = 20
# Words of the title and codes (A) against words of the body (D), in PostgreSQL's order D, C, B, A.
WEIGHTS = [0.02, 0, 0, 1]
SCOPES = ("subtree", "site", "all")
ORDERS = ("relevance", "newest")


def clean_query(raw: str) -> str:
    """What the reader typed, in one line, printable, of bounded length."""
    printable = "".join(c if c.isprintable() else " " for c in raw[: MAX_QUERY_LENGTH * 5])
    return " ".join(printable.split())[:MAX_QUERY_LENGTH].strip()


@dataclass(frozen=True)
class Hits:
    """How many were found; beyond the cap only that there are more."""

    number: int
    is_capped: bool = False

    def __str__(self):
        return f"{min(self.number, RANKED):,}+" if self.is_capped else f"{self.number:,}"


@dataclass(frozen=True)
class Group:
    """The first hits of one type and how many there are in all."""

    type: Type
    hits: Hits
    entries: list


class Facet(NamedTuple):
    """One column or category of a type: the value for `facet=`, its name, its hits."""

    value: str
    label: str
    hits: Hits


class Search:
    """What `text` finds among the published entries that `site` shows.

    scope: "subtree" (default), the site's own pages, its region and everything below, and what
        the regions above let reach down; "site", the same without the regions below; "all",
        every entry that any live site shows.
    since, until: dates, both inclusive, None for no bound.
    facet: a value of `facets(kind)`; narrows everything, so ask for `page(kind, …)` with it.
    order: "relevance" (default) or "newest".
    Raises ValueError for another scope or order.

    Entries come with `url`, `title_parts`, `body_parts` (lists of search.snippets.Part) and
    `place`: the name of the region whose site the url leads to, "" when it is this site.
    """

    def __init__(
        self, site, text, *, scope="subtree", since=None, until=None, facet="", order="relevance"
    ):
        if scope not in SCOPES or order not in ORDERS:
            raise ValueError(f"scope {scope!r}, order {order!r}")
        self.site = site
        self.text = text
        self.scope = scope
        self.since, self.until = since, until
        self.facet = facet
        self.order = order
        self.words = query_words(text)

    @cached_property
    def counts(self) -> dict:
        """{Type.POLICY: Hits(3), …}: types that have hits, in the order of Type. One query."""
        capped = [self._of_type(kind).values_list("type")[: RANKED + 1] for kind in Type]
        found = [kind for (kind,) in reduce(lambda a, b: a.union(b, all=True), capped)]
        return {k: _hits(found.count(k)) for k in Type if k in found}

    @property
    def total(self):
        return Hits(
            sum(hits.number for hits in self.counts.values()),
            any(hits.is_capped for hits in self.counts.values()),
        )

    def facets(self, kind) -> list[Facet]:
        """The columns or categories that hold hits of this type, the fullest first.

        Counted among the newest RANKED hits: where the type's own count is capped, so are these.
        """
        return []

    def groups(self):
        """The best hits of each type, the type with the best hit first. One query, one more for
        policies.
        """
        wanted = [self._ranked(kind)[:GROUP_SIZE] for kind in self.counts]
        if not wanted:
            return []
        rows = self._prepared(reduce(lambda a, b: a.union(b, all=True), wanted))
        groups = [
            Group(kind, hits, sorted((e for e in rows if e.type == kind), key=_best_first))
            for kind, hits in self.counts.items()
        ]
        return sorted(groups, key=lambda group: -group.entries[0].rank)

    def page(self, kind, number):
        """A page of one type's hits, no further than the ranked ones."""
        paginator = Paginator(self._ranked(kind), PER_PAGE)
        paginator.count = min(self.counts.get(kind, Hits(0)).number, RANKED)
        page = paginator.get_page(number)
        page.object_list = self._prepared(page.object_list)
        return page

    def _of_type(self, kind):
        entries = (
            SearchEntry.objects.published().on_site(self.site).matching(self.text).filter(type=kind)
        )
        if self.since:
            entries = entries.filter(dated_on__gte=self.since)
        if self.until:
            entries = entries.filter(dated_on__lte=self.until)
        return entries.filter(facet=self.facet) if self.facet else entries

    def _ranked(self, kind):
        newest = self._of_type(kind).order_by("-dated_on", "-pk").values("pk")[:RANKED]
        rank = SearchRank(F("vector"), rank_query(self.text), weights=WEIGHTS)
        ranked = SearchEntry.objects.filter(pk__in=newest).annotate(rank=rank).defer("vector")
        return ranked.order_by("-rank", "-dated_on", "-pk")

    def _prepared(self, entries):
        """Entries with address and marked text; a policy hit also knows its policy's validity."""
        rows = list(entries)
        for entry in rows:
            entry.url = entry.url_on(self.site)
            entry.place = ""
            entry.title_parts = marked(entry.title, self.words)
            entry.body_parts = snippet(entry.body, self.words)
        prefetch_related_objects([e for e in rows if e.type == Type.POLICY], "target")
        return rows


def _hits(number):
    return Hits(number, is_capped=number > RANKED)


def _best_first(entry):
    return (-entry.rank, -entry.dated_on.toordinal(), -entry.pk)
