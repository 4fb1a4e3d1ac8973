"""One statement that finds, counts and orders the hits of a search, at a million entries as well.

Where few entries answer, the index gives all of them, and they are counted and put in order.
Where many do, that would read hundreds of thousands of rows. Then the index is asked one span of
time after the other, the newest first, and no further than CAP hits of a type: a word that is
everywhere is answered by the last months. So that good titles are not lost beyond them, hits with
all words in the title are then looked up in the same way. Which of both it is, PostgreSQL's own
statistics of common words decide.
"""

import datetime
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from search.frequencies import FREQUENCIES
from search.models import SearchEntry
from search.queries import Query
from search.spans import time_spans
from search.vectors import all_of, any_of, facet_fact, fact, quoted

# Counting and ordering stop here, for each type.
CAP = 1_000
HEADS = 200
# Expected hits up to which all of them are read.
FEW = 8_000

ALL_HITS = """
WITH found AS (
    SELECT hit.*, {closeness} AS closeness FROM ({entries}) AS hit
)
SELECT type, least(max(number), %s), max(closeness),
    array_agg(id ORDER BY place), array_agg(facet ORDER BY place)
FROM (
    SELECT type, id, facet, closeness, count(*) OVER (PARTITION BY type) AS number,
        row_number() OVER (PARTITION BY type ORDER BY {order}) AS place
    FROM found
) AS placed
WHERE place <= %s
GROUP BY type
"""
# kind and span come with conditions; LATERAL asks one after the other until LIMIT is reached.
NEWEST_HITS = """
    SELECT kind.name AS type, hit.id, hit.dated_on, hit.facet, {closeness} AS closeness
    FROM unnest(%s::text[]) AS kind (name)
    {crowded}
    CROSS JOIN LATERAL (
        SELECT entry.*
        FROM unnest(%s::text[], %s::tsquery[], %s::date[], %s::date[])
            AS span (kind, condition, since, until)
        CROSS JOIN LATERAL ({entries}) AS entry
        WHERE span.kind = kind.name
        LIMIT %s
    ) AS hit
"""
MANY_HITS = """
WITH hits AS MATERIALIZED ({hits}), heads AS MATERIALIZED ({heads})
SELECT type, count(*) FILTER (WHERE is_counted), max(closeness),
    array_agg(id ORDER BY {order}), array_agg(facet ORDER BY {order})
FROM (
    SELECT DISTINCT ON (id) *
    FROM (SELECT *, true AS is_counted FROM hits UNION ALL SELECT *, false FROM heads) AS found
    ORDER BY id, is_counted DESC
) AS once
GROUP BY type
"""
CROWDED = """
    JOIN (SELECT type FROM hits GROUP BY type HAVING count(*) > %s) AS crowded
        ON crowded.type = kind.name
"""
ORDERS = {
    "relevance": "closeness DESC, dated_on DESC, id DESC",
    "newest": "dated_on DESC, id DESC",
}


@dataclass(frozen=True)
class Found:
    """The hits of one type: how many up to CAP + 1, and their keys and facets in order."""

    number: int
    closeness: float
    ids: list[int] = field(repr=False)
    facets: list[str] = field(repr=False)

    def one_of_each(self) -> list[int]:
        """The first hit of every facet."""
        return list(dict(zip(reversed(self.facets), reversed(self.ids), strict=True)).values())


@dataclass(frozen=True)
class Survey:
    """What to look for. `scope` is one of search.scopes; dates are inclusive."""

    query: Query
    scope: object
    now: datetime.datetime
    since: datetime.date | None = None
    until: datetime.date | None = None
    facet: str = ""
    order: str = "relevance"
    cap: int = CAP

    def run(self) -> dict[str, Found]:
        """{type: Found} of the entries that hold all words, in the order of types; one query."""
        return self.run_for(self.query.anywhere(), self.query.in_head(), self.query.share())

    def run_for(self, anywhere: str, in_head: str, share: float) -> dict[str, Found]:
        """The same for other conditions; `share` of all entries is expected to answer."""
        if not anywhere:
            return {}
        many = share * self._eligible() > FEW
        sql, values = self._many(anywhere, in_head) if many else self._all(anywhere)
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            found = {row[0]: Found(*row[1:]) for row in cursor.fetchall()}
        return {kind: found[kind] for kind in SearchEntry.Type if kind in found}

    def _eligible(self):
        """About how many entries lie within the scope."""
        shares = [FREQUENCIES.share(fact(place)) for place in self.scope.places()]
        return min(sum(shares), 1) * FREQUENCIES.entries

    def _all(self, anywhere):
        closeness, closeness_values = closeness_of(self.query)
        places = any_of(quoted(fact(place)) for place in self.scope.places())
        held = RawSQL("vector @@ %s::tsquery", (self._condition(anywhere, places),), BooleanField())
        sql, values = self._entries().filter(held).query.sql_with_params()
        statement = ALL_HITS.format(entries=sql, closeness=closeness, order=ORDERS[self.order])
        return statement, [*closeness_values, *values, self.cap + 1, self.cap]

    def _many(self, anywhere, in_head):
        wants_heads = in_head != anywhere and self.order == "relevance"
        hits, hit_values = self._newest(anywhere, list(SearchEntry.Type), self.cap + 1)
        heads, head_values = self._newest(
            in_head, list(SearchEntry.Type) if wants_heads else [], HEADS, crowded=CROWDED
        )
        statement = MANY_HITS.format(hits=hits, heads=heads, order=ORDERS[self.order])
        return statement, hit_values + head_values

    def _newest(self, condition, kinds, limit, crowded=""):
        """SQL and values: the newest hits of each type, so many at most."""
        closeness, closeness_values = closeness_of(self.query)
        spans = time_spans(self.now.date(), self.since, self.until)
        if crowded and self.query.head_share() * self._eligible() <= FEW:
            spans = [("", None, None)]
        columns = [
            (kind, self._condition(condition, self._filed(kind, name)), first, last)
            for kind in kinds
            for name, first, last in spans
        ]
        held = "vector @@ span.condition"
        in_span = "(span.since IS NULL OR dated_on < span.since OR dated_on > span.until)"
        entries = self._entries()
        for raw in (held, in_span):
            entries = entries.filter(RawSQL(raw, (), BooleanField()))  # noqa: S611 -- constants
        sql, values = entries.order_by("-dated_on", "-pk")[:limit].query.sql_with_params()
        statement = NEWEST_HITS.format(closeness=closeness, entries=sql, crowded=crowded)
        between = [self.cap] if crowded else []
        lists = [list(column) for column in zip(*columns, strict=True)] or [[], [], [], []]
        return statement, [*closeness_values, kinds, *between, *lists, *values, limit]

    def _filed(self, kind, span):
        return any_of(quoted(fact(place, kind, span)) for place in self.scope.places())

    def _condition(self, words, places):
        return all_of([words, places, quoted(facet_fact(self.facet)) if self.facet else ""])

    def _entries(self):
        """Published entries of the scope and the dates, with what finding them needs."""
        entries = SearchEntry.objects.published(self.now).filter(self.scope.rows())
        if self.since:
            entries = entries.filter(dated_on__gte=self.since)
        if self.until:
            entries = entries.filter(dated_on__lte=self.until)
        return entries.values("type", "id", "dated_on", "facet", "head")


def closeness_of(query: Query):
    """SQL and values: how much of the query stands in title, names and codes, 0 to 2.

    2: one of them is the query; 1: they hold all words, at most 0.5 when they only sound like it.
    """
    length = sum(len(word.text) for word in query.words) or 1
    parts, values = ["(strpos(hit.head, %s) > 0)::int"], [f"\n{query.normal}\n"]
    terms = [term for word in (*query.words, query.joined) if word for term in word.terms()]
    if terms:
        parts.append("CASE WHEN hit.head LIKE ANY (%s) THEN 0.4 ELSE 0 END")
        values.append([f"%\n{term}\n%" for term in terms])
    for word in query.words:
        share, sounds = len(word.text) / length, word.terms()
        parts.append("CASE WHEN strpos(hit.head, %s) > 0 THEN %s")
        values += [word.text, share]
        if sounds:
            parts[-1] += " WHEN hit.head LIKE ANY (%s) THEN %s"
            values += [[f"%{term}%" for term in sounds], share / 2]
        parts[-1] += " ELSE 0 END"
    return f"({' + '.join(parts)})::float", values
