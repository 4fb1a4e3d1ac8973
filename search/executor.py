"""One statement that finds, counts and orders the hits of a search, at a million entries as well.

Types of which few entries answer are read whole: all their hits are put in order. Of types with
many, that would read hundreds of thousands of rows. There the index is asked for the newest spans
of time, of all types at once and as long as should hold what is wanted: a word that is everywhere
is answered by the last days. Of types where that was too little it is then asked for one span after
the other, no further than the cap. So that good titles are not lost beyond them, hits with all
words in the title are looked up in the same way. Which spans these are is for search.planner to say
(ADR 31).
"""

import datetime
from dataclasses import dataclass, field
from functools import cached_property

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from search.models import SearchEntry
from search.planner import PLANNER, Planner
from search.rank import closeness_of
from search.time_buckets import ALL_TIME
from search.tsquery import Query
from search.vectors import all_of, any_of, facet_fact, fact, quoted

Type = SearchEntry.Type
# Hits with all words in the title that are looked up beyond the newest ones.
HEADS = 100
TITLED = "titled"

ANSWERS = "vector @@ span.condition"
ENDS = "(span.before IS NULL OR dated_on < span.before)"
COLUMNS = "hit.type, hit.id, hit.dated_on, hit.facet"
# The newest of each type that answer any of the conditions: the fewer scans of the index, the less
# is read of the long lists of common words.
AT_ONCE = """
    SELECT {columns}, {closeness} AS closeness
    FROM (
        SELECT entry.*, row_number() OVER (
            PARTITION BY type ORDER BY dated_on DESC, id DESC
        ) AS place
        FROM unnest(%s::tsquery[]) AS span (condition)
        CROSS JOIN LATERAL ({entries}) AS entry
    ) AS hit
    WHERE %s IS NULL OR place <= %s
"""
# Types of which that was too little: LATERAL asks one span after the other until LIMIT is reached.
FURTHER = """
    SELECT {columns}, {closeness} AS closeness
    FROM unnest(%s::text[]) AS partition (name)
    CROSS JOIN LATERAL (
        SELECT entry.*
        FROM unnest(%s::text[], %s::tsquery[], %s::date[]) AS span (partition, condition, before)
        CROSS JOIN LATERAL ({entries} ORDER BY dated_on DESC, id DESC LIMIT %s) AS entry
        WHERE span.partition = partition.name
        LIMIT %s
    ) AS hit
    WHERE (SELECT count(*) FROM {nearer} AS found WHERE found.type = partition.name) < %s
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
            f"SELECT *, {not name.startswith(TITLED)} AS is_counted FROM {name}"  # noqa: S608 -- our own names
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
            parts |= self._hits("few", dict.fromkeys(few if many else [""], ALL_TIME), anywhere)
        if many:
            limit = self.planner.cap + 1
            spans = {kind: self._spans(expected[kind], limit) for kind in many}
            parts |= self._hits("newest", spans, anywhere, limit)
        if many and in_head != anywhere and self.order == "relevance":
            parts |= self._heads(in_head, many)
        return parts

    def _heads(self, in_head, kinds):
        """The same of those of these types with all words in the title, however old."""
        share = self.query.head_share(self.planner.frequencies)
        spans = {kind: self._spans(self._eligible[kind] * share, HEADS) for kind in kinds}
        return self._hits(TITLED, spans, in_head, HEADS)

    @cached_property
    def _eligible(self):
        return self.planner.eligible(self._places)

    def _spans(self, expected, limit):
        return self.planner.spans(expected, limit, self.now.date(), self.since, self.until)

    def _hits(self, name, spans, words, limit=None):
        """{name: (SQL, values)}: the newest hits of each type in its spans, so many at most.

        Another one finds what lies further back, where types have such spans.
        """
        near = [(kind, gathered.near) for kind, gathered in spans.items()]
        ahead = [(kind, gathered.ahead) for kind, gathered in spans.items() if gathered.ahead]
        at_once = [(self._condition(words, named),) for named in (near, ahead) if named]
        further = [
            (kind, self._condition(words, [(kind, span.names)]), span.before)
            for kind, gathered in spans.items()
            for span in gathered.further
        ]
        entries = self._entries_of(ANSWERS)
        parts = {name: self._select(AT_ONCE, entries, (), at_once, (limit, limit))}
        if further:
            kinds = list(dict.fromkeys(kind for kind, *_ in further))
            select = FURTHER.replace("{nearer}", name)
            entries = self._entries_of(ANSWERS, ENDS)
            parts[f"{name}_further"] = self._select(select, entries, [kinds], further, [limit] * 3)
        return parts

    def _select(self, template, entries, before, rows, after):
        """SQL and values, those of the spans' rows by columns."""
        closeness, closeness_values = self._closeness
        entries, entry_values = entries
        sql = template.format(columns=COLUMNS, closeness=closeness, entries=entries)
        columns = map(list, zip(*rows, strict=True))
        return sql, [*closeness_values, *before, *columns, *entry_values, *after]

    def _condition(self, words, named):
        """Entries that hold the words and are filed under one of these (type, names of spans)."""
        facts = (
            fact(place, kind, span)
            for kind, spans in named for span in spans for place in self._places
        )  # fmt: skip
        facet = quoted(facet_fact(self.facet)) if self.facet else ""
        return all_of([words, any_of(map(quoted, facts)), facet])

    @cached_property
    def _places(self):
        return self.scope.places()

    @cached_property
    def _closeness(self):
        return closeness_of(self.query)

    def _entries_of(self, *conditions):
        """SQL and values: published entries of the scope and the dates that answer a span."""
        entries = SearchEntry.objects.published(self.now).filter(self.scope.rows())
        if self.since:
            entries = entries.filter(dated_on__gte=self.since)
        if self.until:
            entries = entries.filter(dated_on__lte=self.until)
        for raw in conditions:
            entries = entries.filter(RawSQL(raw, (), BooleanField()))  # noqa: S611 -- constants
        needed = entries.order_by().values("type", "id", "dated_on", "facet", "head")
        return needed.query.sql_with_params()
