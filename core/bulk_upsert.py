"""Many rows into a table at once, by COPY: bulk_create spends most of its time quoting values.

The caller holds the transaction and has checked the rows; defaults, auto_now and pre_save() are not
applied here.
"""

import datetime
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import batched
from operator import attrgetter

from django.db import connection

ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
ESCAPED = re.compile(r"[\\\t\n\r]")
FIGURES = (bool, int, float, Decimal, datetime.date)
NULL = r"\N"
LINES_A_READ = 100  # PostgreSQL works on those sent while the next are put together


def upsert(model, rows, *, key: tuple[str, ...], fixed: frozenset = frozenset()):
    """Insert objects, or change all columns but `fixed` of those whose `key` columns are there."""
    if not rows:
        return
    table = model._meta.db_table
    columns, values_of = _written(model, key)
    names = ", ".join(columns)
    changes = ", ".join(f"{c} = EXCLUDED.{c}" for c in columns if c not in {*key, *fixed})
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE incoming ON COMMIT DROP AS "  # noqa: S608 -- our own names
            f"SELECT {names} FROM {table} WITH NO DATA"
        )
        copy_rows("incoming", columns, map(values_of, rows))
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming "  # noqa: S608 -- our own names
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"
        )
        cursor.execute("DROP TABLE incoming")


def insert(model, rows, *, key: tuple[str, ...]):
    """Append objects that are not there yet, their `key` columns set."""
    columns, values_of = _written(model, key)
    if rows:
        copy_rows(model._meta.db_table, columns, map(values_of, rows))


def _written(model, key):
    """All columns but a key that the database gives, and what reads them from an object."""
    fields = [f for f in model._meta.concrete_fields if not f.primary_key or f.column in key]
    return [f.column for f in fields], attrgetter(*(f.attname for f in fields))


def copy_rows(table: str, columns: Iterable[str], rows: Iterable[Iterable]):
    """Append rows of values, in the order of `columns`; they are read as they are sent."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in columns)
    # Django wraps the errors of execute(), not those of the driver's own methods.
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.copy_expert(f"COPY {quote(table)} ({names}) FROM STDIN", _Stream(_texts(rows)))


def reserve_keys(model, number: int) -> list[int]:
    """Keys from the table's sequence that nobody else will get."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, number],
        )
        return [key for (key,) in cursor.fetchall()]


def _texts(rows) -> Iterator[str]:
    """Some lines at a time, put into words column by column: most hold one kind of value."""
    for some in batched(rows, LINES_A_READ):
        columns = map(_column, zip(*some, strict=True))
        yield "\n".join(map("\t".join, zip(*columns, strict=True))) + "\n"


def _column(values) -> Iterable[str]:
    kinds = set(map(type, values))
    if len(kinds) > 1:
        return map(_text, values)
    if values.count(values[0]) == len(values):
        return (_text(values[0]),) * len(values)
    (kind,) = kinds
    if issubclass(kind, FIGURES):
        return map(str, values)
    if kind is str and not ESCAPED.search("".join(values)):
        return values
    return map(_text, values)


def _text(value) -> str:
    """A value as COPY's text format writes it."""
    if value is None:
        return NULL
    if isinstance(value, FIGURES):
        return str(value)
    text = str(value)
    # Most texts hold none of them, and translate() looks every Chinese character up.
    return text.translate(ESCAPES) if ESCAPED.search(text) else text


class _Stream:
    """Texts as the file that COPY reads from."""

    def __init__(self, texts):
        self._texts = texts

    def read(self, size=-1):
        return next(self._texts, "")
