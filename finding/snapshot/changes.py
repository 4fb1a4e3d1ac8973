"""What has changed in the database since a moment, and whether it is still the same database."""

from dataclasses import dataclass

from django.db import connection

from finding.snapshot import layout

# Copies of a cluster, restored ones and tables made anew number their transactions otherwise.
IDENTITY = """
    SELECT system_identifier::text || ' ' || timeline_id || ' ' || database.oid || ' '
        || 'parks_listingdigest'::regclass::oid
    FROM pg_control_system(), pg_control_checkpoint(), pg_database AS database
    WHERE datname = current_database()
"""
POSITION = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
SINCE = """
    SELECT oldest, is_writing, change.id, change.transaction, listing_ids, park_ids, is_start
    FROM (
        SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS oldest,
            pg_current_xact_id_if_assigned() IS NOT NULL AS is_writing
    ) AS now
    LEFT JOIN parks_listingindexchange AS change ON change.transaction >= %s OR is_start
"""


@dataclass(frozen=True)
class Changes:
    """What became visible since `position`: numbers of rows and parks, as far as not `seen`."""

    position: int  # from which to ask the next time
    seen: frozenset  # the changes from that position on
    listings: set
    parks: set
    is_complete: bool
    is_own: bool  # of a transaction that may yet be rolled back


def identity() -> str:
    return _one(IDENTITY)


def position() -> int:
    return _one(POSITION)


def since(position: int, seen: frozenset = frozenset()) -> Changes:
    """One query. What a long transaction changes is asked for until it is over."""
    with connection.cursor() as cursor:
        cursor.execute(SINCE, [position])
        rows = cursor.fetchall()
    (oldest, is_writing, *_), told = rows[0], [row[2:] for row in rows if row[2] is not None]
    fresh = [row for row in told if row[0] not in seen]
    return Changes(
        position=oldest,
        seen=frozenset(key for key, transaction, *_ in told if transaction >= oldest),
        listings={pk for _, _, listings, _, _ in fresh for pk in listings},
        parks={pk for *_, parks, _ in fresh for pk in parks},
        is_complete=not any(is_start and number > position for _, number, *_, is_start in told),
        is_own=is_writing,
    )


def listing_rows(keys) -> list[tuple]:
    """Rows of these listings that have one, in the order of the layout."""
    return _rows(layout.listings(), "listing_id = ANY(%s)", [sorted(keys)])


def next_listing_rows(after: int, limit: int) -> list[tuple]:
    return _rows(layout.listings(), "listing_id > %s", [after], f" LIMIT {limit:d}")


def park_rows() -> list[tuple]:
    """All parks: there are few, and no more than three small facts of each."""
    return _rows(layout.parks(), "TRUE", [])


def _rows(table, where, values, end=""):
    with connection.cursor() as cursor:
        cursor.execute(table.select(where) + end, values)
        return cursor.fetchall()


def _one(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]
