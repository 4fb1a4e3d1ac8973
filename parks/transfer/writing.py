"""Planned rows into the database, a batch in a handful of statements.

COPY into a temporary table and one INSERT … ON CONFLICT a table: bulk_create spends most of its
time quoting values. History, search entries and digests follow in the same transaction.
"""

import io

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from parks.models import BuildingSpec, LandTerms, Listing, ListingDigest
from parks.transfer.plans import Verdict
from search.models import SearchEntry

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
REASON = "导入"
# Rows that are only inserted keep these.
FIXED = {"id", "created_at", "created_by_id", "code"}


def write(plans, *, user_id, now, reason=REASON):
    """Bring in what is new or changed; the caller holds the transaction."""
    wanted = [p for p in plans if p.verdict in {Verdict.NEW, Verdict.CHANGED}]
    if not wanted:
        return
    new = [plan for plan in wanted if plan.is_new]
    for plan, key in zip(new, _next_ids(len(new)), strict=True):
        plan.listing.pk = key
        plan.listing.created_at = plan.listing.updated_at = now
    _upsert(Listing, [plan.listing for plan in wanted], key="id")
    for model in (LandTerms, BuildingSpec):
        rows = [plan for plan in wanted if isinstance(plan.terms, model)]
        for plan in rows:
            plan.terms.listing_id = plan.listing.pk
        _upsert(model, [plan.terms for plan in rows], key="listing_id")
    _write_industries([plan for plan in wanted if plan.industries is not None])
    for is_new, sign in ((True, "+"), (False, "~")):
        keys = [plan.listing.pk for plan in wanted if plan.is_new == is_new]
        _write_history(keys, sign, user_id, now, reason)
    index([plan.listing for plan in wanted if not plan.is_new])


def _next_ids(count):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [Listing._meta.db_table, count],
        )
        return [key for (key,) in cursor.fetchall()]


def _upsert(model, rows, *, key):
    """INSERT or UPDATE by `key`, through a temporary table filled by COPY."""
    if not rows:
        return
    table, fields = (
        model._meta.db_table,
        [f for f in model._meta.concrete_fields if _stored(f, key)],
    )
    names = ", ".join(field.column for field in fields)
    kept = {key, "id"} if key != "id" else FIXED
    changes = ", ".join(f"{f.column} = EXCLUDED.{f.column}" for f in fields if f.column not in kept)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS "  # noqa: S608 -- our own names
            f"SELECT {names} FROM {table} WITH NO DATA"
        )
        _copy(cursor, "incoming", names, fields, rows)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming "  # noqa: S608 -- our own names
            f"ON CONFLICT ({key}) DO UPDATE SET {changes}"
        )
        cursor.execute("DROP TABLE incoming")


def _stored(field, key):
    """Terms get their own id from the database."""
    return not field.primary_key or field.column == key


def _copy(cursor, table, names, fields, rows):
    getters = [field.attname for field in fields]
    lines = io.StringIO()
    for row in rows:
        lines.write("\t".join([_cell(getattr(row, name)) for name in getters]) + "\n")
    lines.seek(0)
    cursor.copy_expert(f"COPY {table} ({names}) FROM STDIN", lines)


def _cell(value):
    """One value in PostgreSQL's text format."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)


def _write_industries(plans):
    links = Listing.industries.through
    changed = [plan.listing.pk for plan in plans if not plan.is_new]
    if changed:
        links.objects.filter(listing__in=changed).delete()
    links.objects.bulk_create(
        links(listing_id=plan.listing.pk, industry_id=key)
        for plan in plans
        for key in sorted(plan.industries)
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
    """Search entries and digests of listings that were public before or are now."""
    if not listings:
        return
    public = [listing for listing in listings if listing.status == Listing.Status.APPROVED]
    gone = [listing.pk for listing in listings if listing.status != Listing.Status.APPROVED]
    entries = SearchEntry.objects.filter(content_type=ContentType.objects.get_for_model(Listing))
    if gone:
        entries.filter(object_id__in=gone).delete()
    for listing in public:
        super(Listing, listing).index()
    ListingDigest.objects.write(Listing.objects.filter(pk__in=[row.pk for row in listings]))
