"""One statement that finds, counts and orders the hits of a search, at a million entries as well.

Types of which few entries answer are read whole: all their hits are put in order. Of types with
many, that would read hundreds of thousands of rows. There the index is asked one span of time after
the other, the newest first, and no further than the cap: a word that is everywhere is answered by
the last weeks. So that good titles are not lost beyond them, hits with all words in the title are
then looked up in the same way. Which of this is done is for search.planner to say.
"""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from search.models import SearchEntry
from search.planner import ALL_TIME, PLANNER, Planner
from search.rank import closeness_of
from search.tsquery import Query
from search.vectors import all_of, any_of, facet_fact, fact, quoted

Type = SearchEntry.Type
# Hits with all words in the title that are looked up beyond the newest ones.
HEADS = 100

# Every partition has its spans; LATERAL asks one after the other until LIMIT is reached.
HITS = """
    SELECT hit.*, {closeness} AS closeness
    FROM unnest(%s::text[]) AS partition (name)
    {crowded}
    CROSS JOIN LATERAL (
        SELECT entry.*
        FROM unnest(%s::text[], %s::tsquery[], %s::date[]) AS span (partition, condition, before)
        CROSS JOIN LATERAL ({entries} ORDER BY dated_on DESC, id DESC LIMIT %s) AS entry
        WHERE span.partition = partition.name
        LIMIT %s
    ) AS hit
"""
CROWDED = """
    JOIN (SELECT type FROM newest GROUP BY type HAVING count(*) > %s) AS crowded
        ON crowded.type = partition.name
"""
STATEMENT = """
WITH {parts}
SELECT type, least(count(*) FILTER (WHERE is_counted), %s), max(closeness),
    (array_agg(id ORDER BY {order}))[:%s], (array_agg(facet ORDER BY {order}))[:%s]
FROM (SELECT DISTINCT ON (id) * FROM ({found}) AS found ORDER BY id, is_counted DESC) AS once
GROUP BY type
"""
ORDERS = {
    "relevance": "closeness DESC, dated_on DESC, id DESC",
    "newest": "dated_on DESC, id DESC",
}


@dataclass(frozen=True)
class Found:
    """The hits of one type, in order: beyond the cap there is but one more to their number."""

    number: int
    closeness: float
    ids: list[int] = field(repr=False)
    facets: list[str] = field(repr=False)

    def one_of_each(self) -> list[int]:
        """The first hit of every facet."""
        return list(dict(zip(reversed(self.facets), reversed(self.ids), strict=True)).values())


@dataclass(frozen=True)
class Executor:
    """What to look for. `scope` is one of search.scopes; dates are inclusive."""

    query: Query
    scope: object
    now: datetime.datetime
    since: datetime.date | None = None
    until: datetime.date | None = None
    facet: str = ""
    order: str = "relevance"
    planner: Planner = PLANNER

    def run(self) -> dict[str, Found]:
        """{type: Found} of the entries that hold all words, in the order of types; one query."""
        return self.run_for(
            self.query.anywhere(), self.query.in_head(), self.query.share(self.planner.frequencies)
        )

    def run_for(self, anywhere: str, in_head: str, share: float) -> dict[str, Found]:
        """The same for other conditions; `share` of all entries is expected to answer."""
        if not anywhere:
            return {}
        parts, cap = self._parts(anywhere, in_head, share), self.planner.cap
        found = " UNION ALL ".join(
            f"SELECT *, {name != 'heads'} AS is_counted FROM {name}"  # noqa: S608 -- our own names
            for name in parts
        )
        statement = STATEMENT.format(
            parts=", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _) in parts.items()),
            found=found,
            order=ORDERS[self.order],
        )
        values = [value for _, part_values in parts.values() for value in part_values]
        with connection.cursor() as cursor:
            cursor.execute(statement, [*values, cap + 1, cap, cap])
            found = {row[0]: Found(*row[1:]) for row in cursor.fetchall()}
        return {kind: found[kind] for kind in Type if kind in found}

    def _parts(self, anywhere, in_head, share):
        """{name: (SQL, values)} of the selects that together find the hits."""
        expected = {kind: number * share for kind, number in self._eligible.items()}
        many = [kind for kind in Type if expected[kind] > self.planner.few]
        few = [kind for kind in Type if kind not in many]
        parts = {}
        if few:
            kinds = few if many else [""]
            parts["few"] = self._hits({"few": ALL_TIME}, anywhere, None, kinds)
        if many:
            cap = self.planner.cap
            partitions = {kind: self._spans(expected[kind], cap) for kind in many}
            parts["newest"] = self._hits(partitions, anywhere, cap + 1)
        if many and in_head != anywhere and self.order == "relevance":
            parts["heads"] = self._heads(in_head, many)
        return parts

    def _heads(self, in_head, kinds):
        """SQL and values: hits of these types with all words in the title, however old."""
        share = self.query.head_share(self.planner.frequencies)
        expected = {kind: self._eligible[kind] * share for kind in kinds}
        if sum(expected.values()) <= HEADS:
            return self._hits({"heads": ALL_TIME}, in_head, self.planner.few, kinds)
        partitions = {kind: self._spans(number, HEADS) for kind, number in expected.items()}
        return self._hits(partitions, in_head, HEADS, is_extra=True)

    @cached_property
    def _eligible(self):
        return self.planner.eligible(self._places)

    def _spans(self, expected, limit):
        return self.planner.spans(expected, limit, self.now.date(), self.since, self.until)

    def _hits(self, partitions, words, limit, kinds=(), *, is_extra=False):
        """SQL and values: the newest hits of each partition, so many at most.

        A partition is named after its type unless `kinds` are given. is_extra: only of types of
        which there are more hits than are counted.
        """
        closeness, closeness_values = self._closeness
        entries, entry_values = self._entries
        columns = [
            (partition, self._condition(words, kinds or [partition], span.names), span.before)
            for partition, spans in partitions.items()
            for span in spans
        ]
        sql = HITS.format(closeness=closeness, entries=entries, crowded=CROWDED if is_extra else "")
        between, lists = (
            [self.planner.cap] if is_extra else [],
            map(list, zip(*columns, strict=True)),
        )
        values = [list(partitions), *between, *lists, *entry_values, limit, limit]
        return sql, [*closeness_values, *values]

    def _condition(self, words, kinds, spans):
        facts = (fact(p, kind, span) for p in self._places for kind in kinds for span in spans)
        facet = quoted(facet_fact(self.facet)) if self.facet else ""
        return all_of([words, any_of(map(quoted, facts)), facet])

    @cached_property
    def _places(self):
        return self.scope.places()

    @cached_property
    def _closeness(self):
        return closeness_of(self.query)

    @cached_property
    def _entries(self):
        """SQL and values: published entries of the scope and the dates that answer a span."""
        entries = SearchEntry.objects.published(self.now).filter(self.scope.rows())
        if self.since:
            entries = entries.filter(dated_on__gte=self.since)
        if self.until:
            entries = entries.filter(dated_on__lte=self.until)
        for raw in ("vector @@ span.condition", "(span.before IS NULL OR dated_on < span.before)"):
            entries = entries.filter(RawSQL(raw, (), BooleanField()))  # noqa: S611 -- constants
        needed = entries.order_by().values("type", "id", "dated_on", "facet", "head")
        return needed.query.sql_with_params()
