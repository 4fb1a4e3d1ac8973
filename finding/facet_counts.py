"""How many rows a list holds, how many each choice would give, which condition keeps most away.

One statement of a few passes over the place. A choice is counted under all other conditions. For
the cost of each condition a row carries a mask with one bit for every condition it fails: rows
that fail one alone tell what that one keeps away.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

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

from core.outages import may_be_kept
from finding.criteria import EVERY
from finding.relaxation import eased
from finding.tally import CAP, MANY, OPTIONS, Failures, Tally
from parks.models import Listing, ListingIndex

KEPT_SECONDS = 60
SURE_SECONDS = 5
UNSURE_SECONDS = 2
STAMP = "parks_digest_stamp"


class Tallies:
    """Counts of lists; those of places with more than `cap` rows are kept in the shared cache.

    What is kept counts for `sure_seconds` whatever happens, and then as long as no index row
    changed. A count made within `unsure_seconds` of a change may have missed it: that one is not
    kept longer. The cache itself tells how old an entry is, and changes are dated by the
    database: clocks of machines are never compared. For a page that may be kept it is counted
    anew: under its edition an older count would stand until something else changes.
    """

    def __init__(self, *, cap=CAP, sure_seconds=SURE_SECONDS, unsure_seconds=UNSURE_SECONDS):
        self.cap = cap
        self.sure_seconds, self.unsure_seconds = sure_seconds, unsure_seconds

    def of(self, listing_query, answers=None) -> Tally:
        """All counts of a list: the snapshot's `answers`, else one statement."""
        if answers is not None:
            return answers.tally
        key = _key(listing_query)
        kept = {} if may_be_kept() else cache.get_many([key, f"{key}:sure"])
        if key in kept and (f"{key}:sure" in kept or self._is_current(kept[key])):
            return kept[key]
        counted = counted_in_sql(listing_query, self.cap)
        if counted.scanned > self.cap:
            cache.set(key, counted, KEPT_SECONDS)
            cache.set(f"{key}:sure", 1, self.sure_seconds)
        return counted

    def _is_current(self, tally):
        if tally.counted_at - tally.stamp < self.unsure_seconds * 1000:
            return False
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT last_value FROM {STAMP}")  # noqa: S608 -- our own name
            return cursor.fetchone()[0] == tally.stamp


def _key(listing_query):
    conditions = [(one.need.name, one.value) for one in listing_query.conditions]
    # Which parks are public decides what counts of their supplies.
    parks = [park.pk for park in listing_query.options.parks]
    place = (listing_query.options.region_ids, parks, listing_query.offer_states)
    return f"tally:{hashlib.sha256(repr((place, conditions)).encode()).hexdigest()}"


TALLIES = Tallies()


def kinds_on_offer(region) -> dict[str, int]:
    """{"land": 12, …}: public and still to be had; a few seconds old where the place is large."""
    key = f"kinds-on-offer:{region.path}"
    if not may_be_kept() and (kept := cache.get(key)):
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


def _unmet(conditions, asked):
    """One bit of the same places for each need given that a row is not known to meet."""
    bits = [
        Case(When(one.met(), then=Value(0)), default=Value(1 << place))
        for place, one in enumerate(conditions)
        if one in asked
    ]
    return ExpressionWrapper(sum(bits, Value(0)), BigIntegerField())


def failures_in_sql(listing_query) -> Failures:
    """Rows of the place by what they fail."""
    rows = listing_query.index_rows().order_by().annotate(bits=mask(listing_query.conditions))
    failures, places = Failures(), range(len(listing_query.conditions))
    for bits, number in rows.values_list("bits").annotate(Count("pk")):
        failed = tuple(place for place in places if bits >> place & 1)
        failures.total += number
        failures.met.update({place: number for place in places if place not in failed})
        if len(failed) == 2:
            failures.pairs[failed] = number
    return failures


class Row(NamedTuple):
    """One row of the statement: from which pass, of which key, and what was counted."""

    label: str
    key: int | None
    counts: list[int]


@dataclass(frozen=True)
class Pass:
    """One SELECT of Rows, narrow enough for parallel workers, and how to read them."""

    label: str
    sql: str
    params: tuple[Any, ...]
    read: Callable[[Row, Tally], None]


def counted_in_sql(listing_query, cap=CAP) -> Tally:
    """One statement of up to five passes and more for facets that were picked from."""
    rows = listing_query.index_rows().order_by()
    passes = {one.label: one for one in _passes(listing_query, rows, cap)}
    tally = Tally()
    with connections[rows.db].cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(one.sql for one in passes.values()),
            [value for one in passes.values() for value in one.params],
        )
        for row in map(Row._make, cursor):
            passes[row.label].read(row, tally)
    return tally


def _passes(listing_query, rows, cap) -> Iterator[Pass]:
    yield _found(listing_query, rows)
    yield _by_park(listing_query, rows)
    yield _by_industry(listing_query, rows)
    for facet in sorted({asked.need.name for asked in listing_query.conditions} & MANY):
        yield _by_option(listing_query, rows, facet)
    yield _scanned(rows, cap)
    # The kind is never given up: it has chips of its own.
    conditions = [asked for asked in listing_query.conditions if asked.need.name != "kind"]
    if conditions:
        yield _missed_by_one(listing_query, rows, conditions)


def _found(listing_query, rows):
    """Rows of the list by kind: how many in all, without unknowns, and with each option."""
    known = Q(pk__gt=0)
    for asked in listing_query.asked:
        known &= asked.met()
    columns = {"kind", "has_public_park", *(option.column for option in OPTIONS)}
    inner, params = _inner(listing_query.narrow(rows), *columns, is_known=_boolean(known))
    counts = _array("TRUE", "is_known", *(option.sql for option in OPTIONS))
    kind = f"array_position(ARRAY{list(EVERY)}, kind::text)::bigint"

    def read(row, tally):
        kind = EVERY[row.key - 1]
        total, known, *counts = row.counts
        tally.total += total
        tally.known += known
        for option, count in zip(OPTIONS, counts, strict=True):
            if kind in option.kinds:
                tally.facets[option.facet][option.value] += count

    sql = f"SELECT 'found', {kind}, {counts} FROM ({inner}) AS asked GROUP BY kind"  # noqa: S608 -- our own names
    return Pass("found", sql, params, read)


def _by_park(listing_query, rows):
    """Rows of each park, whichever of them were picked."""
    inner, params = _inner(listing_query.narrow(rows, without={"park"}), "park_id")
    sql = f"SELECT 'park', park_id, ARRAY[count(*)] FROM ({inner}) AS asked GROUP BY park_id"  # noqa: S608 -- our own names
    return Pass("park", sql, params, _read_one)


def _by_industry(listing_query, rows):
    """Rows of each industry, whichever of them were picked."""
    inner, params = _inner(listing_query.narrow(rows, without={"industry"}), "industries")
    sql = (
        f"SELECT 'industry', one, ARRAY[count(*)] FROM ({inner}) AS asked,"  # noqa: S608 -- our own names
        " unnest(industries) AS one GROUP BY one"
    )
    return Pass("industry", sql, params, _read_one)


def _read_one(row, tally):
    if row.key is not None:
        tally.facets[row.label][row.key] = row.counts[0]


def _by_option(listing_query, rows, facet):
    """Rows of each option of a facet that was picked from: its other options count as well."""
    options = [option for option in OPTIONS if option.facet == facet]
    columns = {"kind", "has_public_park", *(option.column for option in options)}
    inner, params = _inner(listing_query.narrow(rows, without={facet}), *columns)
    counts = _array(*(option.sql_of_its_kinds for option in options))

    def read(row, tally):
        for option, count in zip(options, row.counts, strict=True):
            tally.facets[facet][option.value] = count

    sql = f"SELECT '{facet}', NULL, {counts} FROM ({inner}) AS asked"  # noqa: S608 -- our own names
    return Pass(facet, sql, params, read)


def _scanned(rows, cap):
    """How large the place is, and the moment of the count."""
    inner, params = _inner(rows[: cap + 1], "pk")
    clock = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
    counts = f"ARRAY[count(*), (SELECT last_value FROM {STAMP}), {clock}]"  # noqa: S608 -- our own name

    def read(row, tally):
        tally.scanned, tally.stamp, tally.counted_at = row.counts

    return Pass("scanned", f"SELECT 'scanned', NULL, {counts} FROM ({inner}) AS few", params, read)  # noqa: S608 -- our own names


def _missed_by_one(listing_query, rows, conditions):
    """Rows that fail one condition alone: of how many, and by which step they are gained."""
    for asked in listing_query.restrictions:
        if asked.need.name == "kind":
            rows = rows.filter(asked.possible())
    bits = {asked.need.name: 1 << place for place, asked in enumerate(conditions)}
    steps = [
        (asked.need.name, step, easier)
        for asked in listing_query.asked
        for step, easier in enumerate(eased(asked))
    ]
    gains = {f"step_{i}": _boolean(easier.possible()) for i, (*_, easier) in enumerate(steps)}
    gains |= {f"sure_{i}": _boolean(easier.met()) for i, (*_, easier) in enumerate(steps)}
    inner, params = _inner(
        rows, bits=mask(conditions), unmet=_unmet(conditions, listing_query.asked), **gains
    )
    gained = [(f"bits = {bits[name]}", i) for i, (name, *_) in enumerate(steps)]
    counts = _array(
        *(f"bits = {bit}" for bit in bits.values()),
        *(f"bits = {bit} AND unmet & ~bits = 0" for bit in bits.values()),
        *(f"{alone} AND step_{i}" for alone, i in gained),
        *(f"{alone} AND unmet & ~bits = 0 AND sure_{i}" for alone, i in gained),
    )

    def read(row, tally):
        counted = iter(row.counts)
        tally.alone = {name: next(counted) for name in bits}
        tally.sure_alone = {name: next(counted) for name in bits}
        tally.eased = {(name, step): next(counted) for name, step, _ in steps}
        tally.sure_eased = {(name, step): next(counted) for name, step, _ in steps}

    # OFFSET 0: else the mask, searched words included, is worked out anew for every count.
    sql = f"SELECT 'missed', NULL, {counts} FROM ({inner} OFFSET 0) AS asked"  # noqa: S608 -- our own names
    return Pass("missed", f"{sql} WHERE bits & (bits - 1) = 0 AND bits > 0", params, read)


def _inner(rows, *columns, **annotations):
    if annotations:
        rows = rows.annotate(**annotations)
    query = rows.values(*sorted(columns), *annotations).query
    return query.get_compiler(rows.db).as_sql()


def _boolean(condition):
    return ExpressionWrapper(condition, BooleanField())


def _array(*conditions):
    return f"ARRAY[{', '.join(f'count(*) FILTER (WHERE {sql})' for sql in conditions)}]"
