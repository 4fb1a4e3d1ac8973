"""One reader's search: counts, groups and pages. The only place that asks the index."""

from dataclasses import dataclass
from functools import cached_property, reduce

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


def clean_query(raw: str) -> str:
    """What the reader typed, in one line, printable, of bounded length."""
    printable = "".join(c if c.isprintable() else " " for c in raw[: MAX_QUERY_LENGTH * 5])
    return " ".join(printable.split())[:MAX_QUERY_LENGTH].strip()


@dataclass(frozen=True)
class Hits:
    """How many were found; beyond the cap only that there are more."""

    number: int

    def __str__(self):
        return f"{RANKED:,}+" if self.number > RANKED else f"{self.number:,}"


@dataclass(frozen=True)
class Group:
    """The first hits of one type and how many there are in all."""

    type: Type
    hits: Hits
    entries: list


class Search:
    """What `text` finds among the published entries that `site` shows."""

    def __init__(self, site, text):
        self.site = site
        self.text = text
        self.words = query_words(text)

    @cached_property
    def counts(self) -> dict:
        """{Type.POLICY: Hits(3), …}: types that have hits, in the order of Type. One query."""
        capped = [self._of_type(kind).values_list("type")[: RANKED + 1] for kind in Type]
        found = [kind for (kind,) in reduce(lambda a, b: a.union(b, all=True), capped)]
        return {kind: Hits(found.count(kind)) for kind in Type if kind in found}

    @property
    def total(self):
        return Hits(sum(hits.number for hits in self.counts.values()))

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
        return (
            SearchEntry.objects.published().on_site(self.site).matching(self.text).filter(type=kind)
        )

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
            entry.title_parts = marked(entry.title, self.words)
            entry.body_parts = snippet(entry.body, self.words)
        prefetch_related_objects([e for e in rows if e.type == Type.POLICY], "target")
        return rows


def _best_first(entry):
    return (-entry.rank, -entry.dated_on.toordinal(), -entry.pk)
