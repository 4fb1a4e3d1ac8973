"""How many rows a list holds, how many each choice would give, which condition keeps most away.

Each row carries a mask with one bit for every condition it fails. Rows that fail nothing are the
list; rows that fail one condition alone tell what that condition costs and, when it is a choice,
what its other options hold. So one pass over the place counts it all, under all other conditions.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connections
from django.db.models import BigIntegerField, BooleanField, Case, ExpressionWrapper, Q, Value, When

from parks.easing import eased
from parks.needs import NEEDS

CAP = 10_000
OFFERS = {"sale": "is_for_sale", "lease": "is_for_lease"}


@dataclass
class Tally:
    """Exact counts; pages show those beyond CAP as “10,000+”."""

    total: int = 0
    known: int = 0  # of which nothing that was asked is unknown
    scanned: int = 0  # capped at CAP + 1
    alone: dict = field(default_factory=dict)  # need name → rows that fail nothing else
    eased: dict = field(default_factory=dict)  # (need name, step) → rows gained
    facets: dict = field(default_factory=lambda: defaultdict(lambda: defaultdict(int)))


def tally(filterset) -> Tally:
    """All counts of a list, in one statement."""
    return _Count(filterset).run()


def mask(conditions):
    """One bit for each condition that a row fails, the first in the lowest bit."""
    bits = [
        Case(When(asked.possible(), then=Value(0)), default=Value(1 << place))
        for place, asked in enumerate(conditions)
    ]
    return ExpressionWrapper(sum(bits, Value(0)), BigIntegerField())


class _Count:
    def __init__(self, filterset):
        self.rows = filterset.framed()
        self.asked = filterset.asked
        self.conditions = [*filterset.picked, *filterset.asked]
        self.bits = {asked.need.name: 1 << i for i, asked in enumerate(self.conditions)}
        self.steps = [
            (asked.need.name, step, easier)
            for asked in self.asked
            for step, easier in enumerate(eased(asked))
        ]
        self.options = list(_options())

    def run(self):
        sql, params = self._statement()
        result = Tally()
        with connections[self.rows.db].cursor() as cursor:
            cursor.execute(sql, params)
            for label, bits, key, counts in cursor:
                if label == "frame":
                    result.scanned = counts[0]
                elif label == "industry":
                    result.facets["industry"][key] += counts[0]
                else:
                    self._add(result, bits, key, counts)
        return result

    def _add(self, result, bits, park, counts):
        total, known, *rest = counts
        options, steps = rest[: len(self.options)], rest[len(self.options) :]
        if bits == 0:
            result.total += total
            result.known += known
        for name, bit in self.bits.items():
            if bits == bit:
                result.alone[name] = result.alone.get(name, 0) + total
                for (need, step, _), gained in zip(self.steps, steps, strict=True):
                    if need == name:
                        place = (need, step)
                        result.eased[place] = result.eased.get(place, 0) + gained
        for (facet, value, _), count in zip(self.options, options, strict=True):
            if bits in {0, self.bits.get(facet)}:
                result.facets[facet][value] += count
        if bits in {0, self.bits.get("park")} and park:
            result.facets["park"][park] += total

    def _statement(self):
        """Rows (what, mask, key, counts); inlined, so that parallel workers share the passes."""
        inner, params = self._inner()
        names = [f"count(*) FILTER (WHERE {sql})" for *_, sql in self.options]
        names += [f"count(*) FILTER (WHERE step_{i})" for i in range(len(self.steps))]
        industries = self.bits.get("industry", 0)
        sql = f"""
            WITH asked AS NOT MATERIALIZED ({inner})
            SELECT 'rows', bits, park_id,
                   ARRAY[count(*), count(*) FILTER (WHERE is_known), {", ".join(names)}]
            FROM asked WHERE bits & (bits - 1) = 0 GROUP BY bits, park_id
            UNION ALL
            SELECT 'industry', 0, one, ARRAY[count(*)]
            FROM asked, unnest(industries) AS one
            WHERE bits IN (0, {industries}) GROUP BY one
            UNION ALL
            SELECT 'frame', 0, 0, ARRAY[count(*)] FROM (SELECT 1 FROM asked LIMIT {CAP + 1}) AS few
        """  # noqa: S608 -- our own names and numbers; values go as parameters
        return sql, params

    def _inner(self):
        known = Q()
        for asked in self.asked:
            known &= asked.met()
        rows = self.rows.annotate(
            bits=mask(self.conditions),
            is_known=ExpressionWrapper(known or Q(pk__gt=0), BooleanField()),
            **{
                f"step_{i}": ExpressionWrapper(easier.possible(), BooleanField())
                for i, (*_, easier) in enumerate(self.steps)
            },
        )
        columns = {sql.split(" ")[0] for *_, sql in self.options}
        return (
            rows.order_by()
            .values("park_id", "industries", *columns, *rows.query.annotations)
            .query.get_compiler(rows.db)
            .as_sql()
        )


def _options():
    """(facet, value, condition in SQL) of every choice that is not a row of its own."""
    for kind in ("land", "factory", "warehouse", "office"):
        yield "kind", kind, f"kind = '{kind}'"
    for offer, column in OFFERS.items():
        yield "offer", offer, column
    for need in NEEDS:
        if need.operator == "yes":
            yield need.name, "1", need.column
        elif need.choices:
            for code in need.choices.values:
                yield need.name, code, f"{need.column} = '{code}'"
