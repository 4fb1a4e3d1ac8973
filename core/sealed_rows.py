"""Seals what is stored with the key that seals now: a batch at a time, beside the work.

Of rows that somebody holds nothing is waited for: they have their turn in the next pass. Nothing
that cannot be opened is touched.
"""

import json
import logging
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import IntegrityError, connection, transaction

from core.sealed_fields import Sealed, SealedJSONField
from core.sealing import Unreadable, data_keys

logger = logging.getLogger(__name__)

BATCH = 500
A_DAY = 86_400  # seconds
PLAIN = ""  # the key of what is not sealed yet
# A frozen table lets its words be sealed anew, by this setting until the commit.
RESEALING = "SELECT set_config('portal.resealing', 'on', true)"
HELD = """
    SELECT {pk}, {column}::text FROM {table}
    WHERE {pk} > %s AND {column}::text NOT IN ('', '""') AND {column}::text NOT LIKE %s
    ORDER BY {pk} LIMIT %s FOR NO KEY UPDATE SKIP LOCKED
"""
WRITE = """
    UPDATE {table} SET {column} = made.text::{kind}
    FROM unnest(%s::bigint[], %s::text[]) AS made (pk, text) WHERE {table}.{pk} = made.pk
"""
COUNT = r"""
    SELECT coalesce(substring({column}::text FROM '^"?sealed:[12]:([0-9a-f]{{8}}):'), ''), count(*)
    FROM {table} WHERE {column}::text NOT IN ('', '""') GROUP BY 1
"""


@dataclass(frozen=True)
class Batch:
    """What came of one: rows sealed anew, rows that no key opens or that are there already."""

    resealed: int
    unreadable: int


def sealed_fields() -> list[Sealed]:
    """Of all tables, in one order."""
    fields = (field for model in apps.get_models() for field in model._meta.local_fields)
    return sorted(
        (field for field in fields if isinstance(field, Sealed)), key=lambda f: f.bound_to
    )


def reseal(field: Sealed, batch: int = BATCH) -> Iterator[Batch]:
    """All rows of a column that the key which seals now has not sealed, from first to last."""
    after = 0
    while after is not None:
        after, done = _reseal_batch(field, after, batch)
        yield done


@transaction.atomic
def _reseal_batch(field, after, batch):
    """(the last row looked at or None, what came of it)"""
    quoted = '"' if isinstance(field, SealedJSONField) else ""
    current = f"{quoted}{field.mark}{data_keys().key_ids[0]}:%"
    with connection.cursor() as cursor:
        cursor.execute(_sql(HELD, field), [after, current, batch])
        rows = cursor.fetchall()
        made = {pk: text for pk, stored in rows if (text := _resealed(field, stored)) is not None}
        cursor.execute(RESEALING)
    written = _written(field, made) or sum(_written(field, {pk: made[pk]}) for pk in made)
    last = rows[-1][0] if rows else None
    return last, Batch(written, len(rows) - written)


def _written(field, made) -> int:
    """How many: all of them, or none where two rows would be one (a unique key)."""
    if not made:
        return 0
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_sql(WRITE, field), [[*made], [*made.values()]])
    except IntegrityError:
        return 0
    return len(made)


def _resealed(field, stored):
    """None where no key opens it."""
    is_json = isinstance(field, SealedJSONField)
    value = json.loads(stored) if is_json else stored
    try:
        sealed = field.seal(field.open(value))
    except Unreadable:
        return None
    return json.dumps(sealed) if is_json else sealed


class DailySealer:
    """Once a day, a batch after the other; for the worker. What was stored before its column was
    sealed, by an older release or under a former key, is so within a day; `rekey` follows where
    anything was, and at the first time."""

    def __init__(self, rekey, every=A_DAY):
        self.rekey, self.every = rekey, every
        self.due_at = 0  # in seconds of this process's clock
        self.is_first = True

    def carry_on(self) -> Iterator[None]:
        if time.monotonic() < self.due_at:
            return
        resealed = unreadable = 0
        for field in sealed_fields():
            for done in reseal(field):
                resealed, unreadable = resealed + done.resealed, unreadable + done.unreadable
                yield
        if resealed or self.is_first:
            for _ in self.rekey():
                yield
        self.due_at, self.is_first = time.monotonic() + self.every, False
        if resealed or unreadable:
            level = logging.WARNING if unreadable else logging.INFO
            logger.log(level, "%s texts sealed anew, %s unreadable", resealed, unreadable)


def keys_in_use() -> Counter[str]:
    """How many texts each key has sealed, by its number; PLAIN of what is not sealed."""
    counted = Counter()
    with connection.cursor() as cursor:
        for field in sealed_fields():
            cursor.execute(_sql(COUNT, field))
            counted.update(dict(cursor.fetchall()))
    return counted


def _sql(statement, field):
    quote = connection.ops.quote_name
    return statement.format(
        table=quote(field.model._meta.db_table),
        column=quote(field.column),
        pk=quote(field.model._meta.pk.column),
        kind=field.cast_db_type(connection),
    )
