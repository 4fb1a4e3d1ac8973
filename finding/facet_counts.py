"""How many rows a list holds, how many each choice would give, which condition keeps most away.

One statement of a few passes over the place. A choice is counted under all other conditions. For
the cost of each condition a row carries a mask with one bit for every condition it fails: rows
that fail one alone tell what that one keeps away.
"""

import hashlib
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connection, connections
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    Q,
    Value,
    When,
)

from finding.criteria import EVERY, Yes
from finding.needs import NEEDS
from finding.relaxation import eased
from finding.restrictions import OFFERS
from parks.models import Listing, ListingIndex

CAP = 10_000
KEPT_SECONDS = 60
SURE_SECONDS = 5
UNSURE_MS = 2_000
STAMP = "parks_digest_stamp"
# Facets of which several options can be picked, parks and industries apart.
MANY = {"kind", "offer", *(need.name for need in NEEDS if need.choices)}


@dataclass
class Tally:
    """Exact counts; pages show those beyond CAP as “10,000+”."""

    total: int = 0
    known: int = 0  # of which nothing that was asked is unknown
    scanned: int = 0  # how many rows were looked at, capped at CAP + 1
    stamp: int = 0  # when index rows last changed, in ms
    counted_at: int = 0  # in ms of the database's clock
    alone: dict = field(default_factory=dict)  # need name → rows that fail nothing else
    eased: dict = field(default_factory=dict)  # (need name, step) → rows gained
    facets: dict = field(default_factory=lambda: defaultdict(Counter))


def tally(listing_query) -> Tally:
    """All counts of a list, in one statement; kept for a minute where the place is large.

    What is kept counts for 5 seconds whatever happens, and then as long as no index row changed.
    A count made within 2 seconds of a change may have missed it: that one is not kept longer.
    """
    key = _key(listing_query)
    kept = cache.get(key)
    if kept and _is_good(*kept):
        return kept[1]
    counted = _Count(listing_query).run()
    if counted.scanned > CAP:
        cache.set(key, (time.monotonic(), counted), KEPT_SECONDS)
    return counted


def _key(listing_query):
    conditions = [(one.need.name, one.value) for one in listing_query.conditions]
    parks = [park.pk for park in listing_query.options.parks]  # what one supplies counts while public
    place = (listing_query.options.region_ids, parks, listing_query.offer_states)
    words = repr((place, conditions))
    return f"tally:{hashlib.sha256(words.encode()).hexdigest()}"


def _is_good(kept_at, counted):
    if time.monotonic() - kept_at < SURE_SECONDS:
        return True
    if counted.counted_at - counted.stamp < UNSURE_MS:
        return False
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT last_value FROM {STAMP}")  # noqa: S608 -- our own name
        return cursor.fetchone()[0] == counted.stamp


def kinds_on_offer(region) -> dict[str, int]:
    """{"land": 12, …}: public and still to be had; a few seconds old where the place is large."""
    key = f"kinds-on-offer:{region.path}"
    if kept := cache.get(key):
        return kept
    rows = ListingIndex.objects.published().filter(
        region__path__startswith=region.path, status_of_offer__in=Listing.OfferStatus.open()
    )
    counts = dict(rows.order_by().values_list("kind").annotate(Count("pk")))
    if sum(counts.values()) > CAP:
        cache.set(key, counts, SURE_SECONDS)
    return counts


def mask(conditions):
    """One bit for each condition that a row fails, the first in the lowest bit."""
    bits = [
        Case(When(asked.possible(), then=Value(0)), default=Value(1 << place))
        for place, asked in enumerate(conditions)
    ]
    return ExpressionWrapper(sum(bits, Value(0)), BigIntegerField())


class _Count:
    """One statement of up to five passes; each is narrow enough for parallel workers."""

    def __init__(self, listing_query):
        self.listing_query = listing_query
        self.rows = listing_query.index_rows().order_by()
        self.conditions = [
            asked
            for asked in listing_query.conditions
            if asked.need.name != "kind"  # never given up: it has chips of its own
        ]
        self.bits = {asked.need.name: 1 << i for i, asked in enumerate(self.conditions)}
        self.steps = [
            (asked.need.name, step, easier)
            for asked in listing_query.asked
            for step, easier in enumerate(eased(asked))
        ]
        self.options = list(_options())

    def run(self):
        passes = [self._found(), *self._by_key(), *self._by_choice(), self._frame()]
        if self.conditions:
            passes.append(self._slipped())
        result = Tally()
        with connections[self.rows.db].cursor() as cursor:
            cursor.execute(
                " UNION ALL ".join(sql for sql, _ in passes),
                [value for _, params in passes for value in params],
            )
            for label, key, counts in cursor:
                self._take(result, label, key, counts)
        return result

    def _take(self, result, label, key, counts):
        if label == "frame":
            result.scanned, result.stamp, result.counted_at = counts
        elif label == "found":
            self._add_found(result, EVERY[key - 1], *counts)
        elif label == "slipped":
            own = len(self.bits)
            result.alone = dict(zip(self.bits, counts, strict=False))
            gained = counts[own:]
            for (name, step, _), count in zip(self.steps, gained, strict=True):
                result.eased[name, step] = count
        elif label in MANY:
            options = [option for option in self.options if option.facet == label]
            for option, count in zip(options, counts, strict=True):
                result.facets[label][option.value] = count
        elif key is not None:
            result.facets[label][key] = counts[0]

    def _add_found(self, result, kind, total, known, *counts):
        result.total += total
        result.known += known
        for option, count in zip(self.options, counts, strict=True):
            if kind in option.kinds:
                result.facets[option.facet][option.value] += count

    def _found(self):
        """Rows of the list by kind: how many in all, without unknowns, and with each option."""
        known = Q(pk__gt=0)
        for asked in self.listing_query.asked:
            known &= asked.met()
        columns = {"kind", "has_public_park", *(option.column for option in self.options)}
        rows = self.listing_query.narrow(self.rows)
        inner, params = self._inner(rows, *columns, is_known=_boolean(known))
        counts = _array("TRUE", "is_known", *(option.sql for option in self.options))
        kind = f"array_position(ARRAY{list(EVERY)}, kind::text)::bigint"
        return f"SELECT 'found', {kind}, {counts} FROM ({inner}) AS asked GROUP BY kind", params  # noqa: S608 -- our own names

    def _by_choice(self):
        """Rows of each option of a facet that was picked from: its other options count as well."""
        picked = {asked.need.name for asked in self.listing_query.conditions}
        for facet in sorted(picked & MANY):
            options = [option for option in self.options if option.facet == facet]
            rows = self.listing_query.narrow(self.rows, without={facet})
            columns = {"kind", "has_public_park", *(option.column for option in options)}
            inner, params = self._inner(rows, *columns)
            counts = _array(*(option.sql_of_its_kinds for option in options))
            yield f"SELECT '{facet}', NULL, {counts} FROM ({inner}) AS asked", params  # noqa: S608 -- our own names

    def _slipped(self):
        """Rows that fail one condition alone: of how many, and by which step they are gained."""
        rows = self.rows
        for asked in self.listing_query.restrictions:
            if asked.need.name == "kind":
                rows = rows.filter(asked.possible())
        steps = {f"step_{i}": _boolean(one.possible()) for i, (*_, one) in enumerate(self.steps)}
        inner, params = self._inner(rows, bits=mask(self.conditions), **steps)
        counts = _array(
            *(f"bits = {bit}" for bit in self.bits.values()),
            *(f"bits = {self.bits[name]} AND step_{i}" for i, (name, *_) in enumerate(self.steps)),
        )
        # OFFSET 0: else the mask, searched words included, is worked out anew for every count.
        sql = f"SELECT 'slipped', NULL, {counts} FROM ({inner} OFFSET 0) AS asked"  # noqa: S608 -- our own names
        return f"{sql} WHERE bits & (bits - 1) = 0 AND bits > 0", params

    def _by_key(self):
        """Rows of each park and of each industry, whichever of them were picked."""
        rows = self.listing_query.narrow(self.rows, without={"park"})
        parks, params = self._inner(rows, "park_id")
        yield (
            f"SELECT 'park', park_id, ARRAY[count(*)] FROM ({parks}) AS asked GROUP BY park_id",  # noqa: S608 -- our own names
            params,
        )
        rows = self.listing_query.narrow(self.rows, without={"industry"})
        industries, params = self._inner(rows, "industries")
        yield (
            f"SELECT 'industry', one, ARRAY[count(*)] FROM ({industries}) AS asked,"  # noqa: S608 -- our own names
            " unnest(industries) AS one GROUP BY one",
            params,
        )

    def _frame(self):
        inner, params = self._inner(self.rows[: CAP + 1], "pk")
        clock = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
        counts = f"ARRAY[count(*), (SELECT last_value FROM {STAMP}), {clock}]"  # noqa: S608 -- our own name
        return f"SELECT 'frame', NULL, {counts} FROM ({inner}) AS few", params  # noqa: S608 -- our own names

    @staticmethod
    def _inner(rows, *columns, **annotations):
        if annotations:
            rows = rows.annotate(**annotations)
        query = rows.values(*sorted(columns), *annotations).query
        return query.get_compiler(rows.db).as_sql()


def _boolean(condition):
    return ExpressionWrapper(condition, BooleanField())


def _array(*conditions):
    return f"ARRAY[{', '.join(f'count(*) FILTER (WHERE {sql})' for sql in conditions)}]"


@dataclass(frozen=True)
class _Option:
    """A choice of a facet: what holds of its rows, and of which kinds alone."""

    facet: str
    value: str
    column: str
    code: str = ""
    kinds: tuple = EVERY
    park_kinds: tuple = ()  # those that have it from their park

    @property
    def sql(self):
        holds = f"{self.column} = '{self.code}'" if self.code else self.column
        if not self.park_kinds:
            return holds
        return f"{holds} AND (has_public_park OR NOT {_is_of(self.park_kinds)})"

    @property
    def sql_of_its_kinds(self):
        return self.sql if self.kinds == EVERY else f"{self.sql} AND {_is_of(self.kinds)}"


def _is_of(kinds):
    return f"kind IN ({', '.join(f"'{kind}'" for kind in kinds)})"


def _options():
    """Every choice that is not a row of its own, as parks and industries are."""
    for kind in EVERY:
        yield _Option("kind", kind, "kind", kind)
    for offer, column in OFFERS.items():
        yield _Option("offer", offer, column)
    for need in NEEDS:
        if need.operator == Yes.operator:
            yield _Option(need.name, "1", need.column, kinds=need.kinds, park_kinds=need.park_kinds)
        for code in need.choices.values if need.choices else ():
            yield _Option(need.name, code, need.column, code, need.kinds)
