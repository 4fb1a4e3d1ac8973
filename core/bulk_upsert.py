"""Many rows into a table at once: COPY, then one INSERT … ON CONFLICT.

bulk_create spends most of its time quoting values. The caller holds the transaction and has
checked the rows; defaults, auto_now and pre_save() are not applied here.
"""

import io

from django.db import connection

ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def upsert(model, rows, *, key: tuple[str, ...], fixed: frozenset = frozenset()):
    """Insert rows, or change all columns but `fixed` of those whose `key` columns are there."""
    if not rows:
        return
    table = model._meta.db_table
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or f.column in key]
    names = ", ".join(field.column for field in fields)
    kept = {*key, *fixed}
    changes = ", ".join(f"{f.column} = EXCLUDED.{f.column}" for f in fields if f.column not in kept)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS "  # noqa: S608 -- our own names
            f"SELECT {names} FROM {table} WITH NO DATA"
        )
        lines = io.StringIO("".join(_lines(fields, rows)))
        cursor.copy_expert(f"COPY incoming ({names}) FROM STDIN", lines)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming "  # noqa: S608 -- our own names
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
        )
        cursor.execute("DROP TABLE incoming")


def _lines(fields, rows):
    getters = [field.attname for field in fields]
    for row in rows:
        yield "\t".join([_cell(getattr(row, name)) for name in getters]) + "\n"


def _cell(value):
    """One value in PostgreSQL's text format."""
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, bool):
        return "t" if value else "f"
    return str(value)
