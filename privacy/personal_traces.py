"""Where in this installation a telephone number or a mail address stands: tables and files.

Every table is asked as it lies in the database; those that may be sealed there are read through
their models as well. Writing between digits does not hide a number (138 0000-1234).
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.core.files.storage import storages
from django.db import connection, models
from psycopg2 import sql

from leads.masking import APART

ROOMS_OF_VISITORS = ("leads", "landing", "visits", "answers", "privacy")
TEXTS = (models.CharField, models.TextField, models.JSONField)
IN_ROWS = "SELECT {key}::text FROM {table} AS whole WHERE whole::text ~* %s ORDER BY {key}"
FOLDERS = ("imports", "answers")  # storages of what is not public
MOST_UNPACKED = 50 * 1024 * 1024  # bytes of one part of an office file
BATCH = 2000


@dataclass(frozen=True)
class Trace:
    """`where` is a table or a storage, `key` the row or the file in it."""

    where: str
    key: str


def pattern_of(words: Iterable[str]) -> str:
    """For Python and PostgreSQL alike; never matches within a longer number or address."""
    return "|".join(_mail(word) if "@" in word else _digits(word) for word in words if word)


def _digits(phone):
    digits = [character for character in phone if character.isdigit()]
    return rf"(?<![0-9]){APART.join(digits)}(?![0-9])"


def _mail(address):
    return rf"(?<![A-Za-z0-9._%+-]){re.escape(address)}(?![A-Za-z0-9-])"


def traces_of(words) -> list[Trace]:
    """In tables, then in files; the same row once."""
    if not (pattern := pattern_of(words)):
        return []
    tables = [trace for model in all_models() for trace in _rows_with(model, pattern)]
    compiled = re.compile(pattern, re.IGNORECASE)
    sealed = [trace for model in all_models() for trace in _read_rows(model, compiled)]
    files = [trace for name in FOLDERS for trace in _files_with(name, compiled)]
    return list(dict.fromkeys([*tables, *sealed, *files]))


def counted(traces) -> list[tuple[str, int]]:
    return sorted(Counter(trace.where for trace in traces).items())


def all_models():
    every = apps.get_models(include_auto_created=True)
    return [model for model in every if model._meta.managed and not model._meta.proxy]


def _rows_with(model, pattern):
    statement = sql.SQL(IN_ROWS).format(
        table=sql.Identifier(model._meta.db_table), key=sql.Identifier(model._meta.pk.column)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [pattern])
        keys = [key for (key,) in cursor.fetchall()]
    return [Trace(model._meta.label, key) for key in keys]


def _read_rows(model, pattern):
    """As the application reads them: what is sealed is opened, in batches."""
    if model._meta.app_label not in ROOMS_OF_VISITORS:
        return
    names = [field.name for field in model._meta.concrete_fields if isinstance(field, TEXTS)]
    rows = model._base_manager.order_by("pk").values_list("pk", *names)
    for pk, *texts in rows.iterator(chunk_size=BATCH) if names else ():
        if any(pattern.search(str(text)) for text in texts if text):
            yield Trace(model._meta.label, str(pk))


def _files_with(alias, pattern):
    storage = storages[alias]
    for name in _names(storage, ""):
        with storage.open(name) as file:
            if pattern.search(name) or any(pattern.search(text) for text in _texts_of(file)):
                yield Trace(f"storage {alias}", name)


def _names(storage, folder):
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:  # nobody has brought anything yet
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in files)
    for name in folders:
        yield from _names(storage, f"{prefix}{name}")


def _texts_of(file):
    """Of an office file its parts, of any other what it holds as it lies."""
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                if part.file_size <= MOST_UNPACKED:
                    yield archive.read(part).decode("utf-8", "replace")
        return
    file.seek(0)
    yield file.read().decode("utf-8", "replace")
