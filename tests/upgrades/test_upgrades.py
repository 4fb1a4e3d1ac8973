"""A database of every release since 0.2.0 becomes today's, with everything in it."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

HERE = Path(__file__).parent
DUMPS = sorted(HERE.glob("*.sql"))
# What a schema is made of, a row a part, in words that do not depend on how it came about.
PARTS = {
    "columns": """
        SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,
               column_default, is_identity
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    """,
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
    "functions": """
        SELECT proname, pg_get_functiondef(oid) FROM pg_proc
        WHERE pronamespace = 'public'::regnamespace
    """,
    "options": """
        SELECT relname, option FROM pg_class, unnest(reloptions) AS option
        WHERE relnamespace = 'public'::regnamespace AND option NOT LIKE 'autovacuum%'
    """,
    "storage": """
        SELECT attrelid::regclass::text, attname, attstorage, attstattarget FROM pg_attribute
        WHERE attrelid = 'search_searchentry'::regclass AND attnum > 0 AND NOT attisdropped
    """,
}

# What an INSERT must name: an older release that still runs knows none of them that came later.
DEMANDED = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL
      AND is_identity = 'NO' AND is_generated = 'NEVER'
"""
CASTS = re.compile(r"::(?:character varying|text)(?:\[\])?|[()]|\bpublic\.")
COUNT = 'SELECT count(*) FROM "{}"'


def rows(database, statement):
    with database.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def schema(database):
    """Every part in words, without the casts and brackets that dumping and restoring move about."""
    found = [f"{part} {row}" for part, sql in PARTS.items() for row in rows(database, sql)]
    return {CASTS.sub("", line) for line in found}


def counts(database):
    """{table: rows}."""
    tables = database.introspection.table_names()
    return {name: rows(database, COUNT.format(name))[0][0] for name in tables}


@contextmanager
def restored(dump):
    """A database of its own beside the test database, filled from the dump."""
    database = connection.copy("default")
    database.settings_dict["NAME"] = name = f"{connection.settings_dict['NAME']}_upgrade"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        with database.cursor() as cursor:
            cursor.execute(dump.read_text(encoding="utf-8"))
        yield database
    finally:
        database.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def run(database, *arguments):
    """A process of ours on the restored database; what it complains about fails the test."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.upgrades.settings",
        "PORTAL_SECRET_KEY": settings.SECRET_KEY,
        "UPGRADE_DATABASE": database.settings_dict["NAME"],
    }
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("dump", DUMPS, ids=lambda dump: dump.stem)
def test_a_release_with_data_becomes_todays(dump, transactional_db):
    with restored(dump) as old:
        before, demanded = counts(old), {*rows(old, DEMANDED)}
        assert min(before[table] for table in ("parks_listing", "leads_lead", "news_article")) > 1
        run(old, "manage.py", "migrate", "--verbosity=0")
        assert sorted(schema(old) ^ schema(connection)) == []
        after = counts(old)
        lost = {name: n for name, n in before.items() if after.get(name, 0) < n}
        assert lost == {}
        new = {*rows(old, DEMANDED)} - demanded
        assert sorted((table, column) for table, column in new if table in before) == []
        run(old, "-m", "tests.upgrades.visit")


def test_the_first_promised_release_is_kept():
    assert "0.2.0" in [dump.stem for dump in DUMPS]
