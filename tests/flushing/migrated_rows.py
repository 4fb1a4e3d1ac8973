"""The rows that migrations left: copied when the database is made, put back by every flush.

So that a test finds the same tables whatever ran before it: those of a fresh installation.
"""

from django.db import connection

SCHEMA = "as_migrated"
# Content types and permissions stay through a flush; kinds get their rules from its signal.
NOT_COPIED = {"django_content_type", "auth_permission", "django_migrations", "parks_kindrule"}
STORED_COLUMNS = """
    SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def remember_migrated_rows():
    """Once in a database: with --reuse-db a later session finds the copies of the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s)", [SCHEMA])
        if cursor.fetchone()[0]:
            return
        cursor.execute(f"CREATE SCHEMA {SCHEMA}")
        for table in set(connection.introspection.table_names(cursor)) - NOT_COPIED:
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}")')  # noqa: S608 -- our own names
            if cursor.fetchone()[0]:
                cursor.execute(f'CREATE TABLE {SCHEMA}."{table}" AS TABLE "{table}"')


def put_back(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [SCHEMA])
    for (table,) in cursor.fetchall():
        cursor.execute(STORED_COLUMNS, [table])
        (columns,) = cursor.fetchone()
        cursor.execute(
            f'ALTER TABLE "{table}" DISABLE TRIGGER USER;'  # noqa: S608 -- our own names
            f' INSERT INTO "{table}" ({columns}) OVERRIDING SYSTEM VALUE'
            f' SELECT {columns} FROM {SCHEMA}."{table}";'
            f' SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE "{table}" ENABLE TRIGGER USER'
        )
