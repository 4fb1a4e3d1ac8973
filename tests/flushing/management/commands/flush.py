"""Empty the tables that a test filled, in place of Django's TRUNCATE of all of them.

TRUNCATE gives each table, index and TOAST table a new file, some 600 in all, however little they
hold: a quarter of a second for each test, and a long checkpoint at the end of the session.
"""

from django.apps import apps
from django.core.management.commands import flush
from django.db import connections, transaction

from parks.apps import add_kind_rules
from tests.flushing.migrated_rows import put_back

# Django's own handlers of post_migrate would only make these again, row by row.
KEPT = {"django_content_type", "auth_permission"}


class Command(flush.Command):
    def handle(self, *, database, inhibit_post_migrate=False, **options):
        with transaction.atomic(using=database), connections[database].cursor() as cursor:
            filled = _filled(cursor)
            _run(cursor, 'ALTER TABLE "{}" DISABLE TRIGGER USER', filled)
            _run(cursor, 'DELETE FROM "{}"', filled)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            _run(cursor, 'ALTER TABLE "{}" ENABLE TRIGGER USER', filled)
            put_back(cursor)
        if not inhibit_post_migrate:
            add_kind_rules()  # the only handler of ours


def _filled(cursor):
    """The tables that hold a row, asked for in one query."""
    models = apps.get_models(include_auto_created=True)
    tables = sorted({model._meta.db_table for model in models if model._meta.managed} - KEPT)
    probe = "SELECT '{0}' WHERE EXISTS (SELECT FROM \"{0}\")"
    cursor.execute(" UNION ALL ".join(probe.format(table) for table in tables))
    return [table for (table,) in cursor.fetchall()]


def _run(cursor, statement, tables):
    if tables:
        cursor.execute("; ".join(statement.format(table) for table in tables))
