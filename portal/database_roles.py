"""The role that web and worker connect as: it reads and writes rows, and owns nothing.

Whoever takes over a web process then cannot drop or alter a table, run programs of the server by
COPY, or switch off the triggers that keep the records of who did what. Tables belong to another
role, as which only migrations run.
"""

from dataclasses import dataclass

from django.db import connection, transaction
from psycopg2 import sql

EXISTS = "SELECT 1 FROM pg_roles WHERE rolname = %s"
# Privileged by itself, through another role, or as owner of what it should only use.
POWERS = """
    SELECT
        (SELECT bool_or(rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
         FROM pg_roles WHERE pg_has_role(%(role)s, oid, 'MEMBER')),
        EXISTS (SELECT 1 FROM pg_roles WHERE pg_has_role(%(role)s, oid, 'MEMBER')
                AND rolname IN ('pg_execute_server_program', 'pg_read_server_files',
                                'pg_write_server_files', 'pg_write_all_data')),
        EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = 'public'::regnamespace
                AND relkind = 'r' AND pg_has_role(%(role)s, relowner, 'MEMBER'))
"""
APPEND_ONLY = """
    SELECT tgrelid::regclass::text FROM pg_trigger
    WHERE tgname LIKE '%\\_append\\_only' AND NOT tgisinternal ORDER BY 1
"""
# Later migrations make tables of the same owner, to which the defaults then apply.
GRANTS = (
    "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
    "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
    "GRANT USAGE ON SCHEMA public TO {role}",
    "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public"
    " GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
)
NO_CHANGE = "REVOKE UPDATE, DELETE ON {table} FROM {role}"


@dataclass(frozen=True)
class Powers:
    """What a role may do beyond reading and writing rows."""

    is_privileged: bool
    reaches_server: bool
    owns_tables: bool

    def __bool__(self):
        return self.is_privileged or self.reaches_server or self.owns_tables


class RoleRefused(Exception):
    """The message says in Chinese what to do."""


def powers_of(role: str) -> Powers:
    with connection.cursor() as cursor:
        cursor.execute(POWERS, {"role": role})
        return Powers(*cursor.fetchone())


def own_powers() -> Powers:
    """Of the role that this process is connected as."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone()
    return powers_of(role)


@transaction.atomic
def grant(role: str) -> list[str]:
    """Gives an existing role what web and worker need; the tables it may only add to."""
    with connection.cursor() as cursor:
        cursor.execute(EXISTS, [role])
        if not cursor.fetchone():
            raise RoleRefused(
                f"没有角色 {role}。请先以 postgres 运行：createuser --pwprompt {role}"
            )
        if powers_of(role):
            raise RoleRefused(
                f"角色 {role} 是超级用户、能建库建角色，或拥有这里的表，不能给网站用。"
                "请另建一个普通角色。"
            )
        names = {
            "database": sql.Identifier(connection.settings_dict["NAME"]),
            "role": sql.Identifier(role),
        }
        for statement in GRANTS:
            cursor.execute(sql.SQL(statement).format(**names))
        cursor.execute(APPEND_ONLY)
        tables = [table for (table,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(sql.SQL(NO_CHANGE).format(table=sql.Identifier(table), **names))
    return tables
