"""Planned rows into the database, a batch in a handful of statements.

History, search entries and index rows follow in the same transaction.
"""

from django.contrib.auth import get_user_model
from django.db import connection

from core.bulk_upsert import insert, reserve_keys, upsert
from exchange.row_diff import Outcome
from exchange.waiting_rows import keep_waiting
from parks.models import BuildingSpec, LandTerms, Listing, ListingIndex
from publishing.models import VersionRows

REASON = "导入"
# Set when a listing is new, and then for good.
FIXED = frozenset({"created_at", "created_by_id", "code"})


def write(diffs, *, user_id, now, reason=REASON):
    """Bring in what is new or changed, and keep what waits; the caller holds the transaction."""
    found = [p for p in diffs if p.outcome in {Outcome.NEW, Outcome.CHANGED}]
    if waiting := [diff for diff in found if diff.is_waiting]:
        keep_waiting(waiting, get_user_model().objects.get(pk=user_id), now)
    wanted = [diff for diff in found if not diff.is_waiting]
    if not wanted:
        return
    new = [diff for diff in wanted if diff.is_new]
    known = [diff for diff in wanted if not diff.is_new]
    parts = [diff.listing.pk for diff in known if diff.terms or diff.industries is not None]
    VersionRows.objects.note(Listing, parts)  # as they were until now
    for diff, key in zip(new, reserve_keys(Listing, len(new)), strict=True):
        diff.listing.pk = key
        diff.listing.created_at = diff.listing.updated_at = now
    insert(Listing, [diff.listing for diff in new], key=("id",))
    upsert(Listing, [diff.listing for diff in known], key=("id",), fixed=FIXED)
    for model in (LandTerms, BuildingSpec):
        insert(model, _terms(new, model), key=("listing_id",))
        upsert(model, _terms(known, model), key=("listing_id",))
    _write_industries([diff for diff in wanted if diff.industries is not None])
    for diffs, sign in ((new, "+"), (known, "~")):
        _write_history([diff.listing.pk for diff in diffs], sign, user_id, now, reason)
    VersionRows.objects.note(Listing, parts)
    index([diff.listing for diff in known])


def _terms(diffs, model):
    rows = [diff for diff in diffs if isinstance(diff.terms, model)]
    for diff in rows:
        diff.terms.listing_id = diff.listing.pk
    return [diff.terms for diff in rows]


def _write_industries(diffs):
    links = Listing.industries.through
    changed = [diff.listing.pk for diff in diffs if not diff.is_new]
    if changed:
        links.objects.filter(listing__in=changed).delete()
    links.objects.bulk_create(
        links(listing_id=diff.listing.pk, industry_id=key)
        for diff in diffs
        for key in sorted(diff.industries)
    )


def _write_history(keys, sign, user_id, now, reason):
    """The rows as they now are, as simple-history would have copied them one by one."""
    if not keys:
        return
    history = Listing.history.model
    own = {field.column for field in Listing._meta.concrete_fields}
    names = ", ".join(f.column for f in history._meta.concrete_fields if f.column in own)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {history._meta.db_table} ({names}, history_date, history_type, "  # noqa: S608 -- our own names
            f"history_change_reason, history_user_id) "
            f"SELECT {names}, %s, %s, %s, %s FROM {Listing._meta.db_table} WHERE id = ANY(%s)",
            [now, sign, reason, user_id, keys],
        )


def index(listings):
    """Search entries and index rows of listings that were public before or are now."""
    if not listings:
        return
    keys = [listing.pk for listing in listings]
    Listing.write_entries(keys, is_sparing=True)
    ListingIndex.objects.write(Listing.objects.filter(pk__in=keys))
