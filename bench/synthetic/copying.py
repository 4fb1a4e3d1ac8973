"""Made rows by the hundred thousand: what they leave out gets the field's default."""

import datetime
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from core.bulk_upsert import copy_rows
from core.sealed_fields import Sealed


def write_rows(model: type[models.Model], rows: Iterable[dict], *, with_keys=False) -> None:
    """Write rows of {attribute: value} in the caller's transaction; nothing of save() happens.

    Unless the rows bring their keys (reserve_keys), the table's sequence gives them.
    """
    now = datetime.datetime.now(datetime.UTC)
    own_key = not with_keys and isinstance(model._meta.pk, models.AutoField)
    fields = [f for f in model._meta.concrete_fields if not (own_key and f.primary_key)]
    defaults = {field.attname: _default(field, now) for field in fields}
    copy_rows(
        model._meta.db_table,
        [field.column for field in fields],
        (_stored(fields, row, defaults) for row in rows),
    )


def _stored(fields, row, defaults):
    values = (row.get(name, default) for name, default in defaults.items())
    return [
        field.seal(value) if isinstance(field, Sealed) else value
        for field, value in zip(fields, values, strict=True)
    ]


def analyze(*written: type[models.Model]) -> None:
    """Statistics of the new rows, at once; what autovacuum would do later as far as allowed."""
    word = "ANALYZE" if connection.in_atomic_block else "VACUUM ANALYZE"
    with connection.cursor() as cursor:
        for model in written:
            cursor.execute(f"{word} {connection.ops.quote_name(model._meta.db_table)}")


def _default(field, now):
    is_stamp = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    if is_stamp:
        return now
    value = field.get_default()
    return "{}" if value == [] and isinstance(field, ArrayField) else value
