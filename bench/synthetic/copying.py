"""Rows by the hundred thousand into the table of a model, with COPY."""

import datetime
from collections.abc import Iterable, Iterator

from django.db import connection, models

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def copy_rows(model: type[models.Model], rows: Iterable[dict], *, with_keys=False) -> None:
    """Write rows of {attribute: value}; what a row leaves out gets the field's default.

    Runs in the caller's transaction, and nothing of save() happens. Unless the rows bring their
    keys (reserve_keys), the table's sequence gives them.
    """
    now = datetime.datetime.now(datetime.UTC)
    own_key = not with_keys and isinstance(model._meta.pk, models.AutoField)
    fields = [f for f in model._meta.concrete_fields if not (own_key and f.primary_key)]
    defaults = {field.attname: _default(field, now) for field in fields}
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.copy_expert(
            f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN",
            _File(_lines(rows, defaults)),
        )


def reserve_keys(model: type[models.Model], number: int) -> int:
    """Keep `number` keys of a table for the caller; gives the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        [sequence] = cursor.fetchone()
        cursor.execute("SELECT nextval(%s)", [sequence])
        [first] = cursor.fetchone()
        cursor.execute("SELECT setval(%s, %s)", [sequence, first + number - 1])
    return first


def _default(field, now):
    is_stamp = getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)
    return now if is_stamp else field.get_default()


def _lines(rows, defaults) -> Iterator[str]:
    for row in rows:
        values = (row.get(name, default) for name, default in defaults.items())
        yield "\t".join(map(_text, values)) + "\n"


def _text(value) -> str:
    """A value as COPY's text format writes it."""
    if value is None:
        return r"\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    return str(value)


class _File:
    """Lines as the file that COPY reads from."""

    def __init__(self, lines):
        self._lines = lines

    def read(self, size=-1):
        return next(self._lines, "")
