"""Statements that break the rules of a table, one by one, in place of the statement of a view."""

import itertools
import json
import re

from django.db import DatabaseError, connection, transaction

CANARY = "canary"
RULES = """
    SELECT conname, contype::text, array_agg(attname::text) FROM pg_constraint
    JOIN pg_attribute ON attrelid = conrelid AND attnum = ANY (conkey)
    WHERE conrelid = %s::regclass AND contype IN ('c', 'u', 'p', 'f', 'x') GROUP BY 1, 2
"""
COLUMNS = """
    SELECT attname, format_type(atttypid, atttypmod), attnotnull FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""
# What a rule may refuse, by the type of the column.
TRIED = {
    "character": ["", CANARY, "new", "closed", "in", "out", "other"],
    "text": ["", CANARY],
    "timestamp": ["1900-01-01T00:00:00Z", "2100-01-01T00:00:00Z", None],
    "date": ["1900-01-01", "2100-01-01", None],
    "time": ["08:00", "00:00", "23:59", None],
    "boolean": [True, False],
    "bigint": [-1, 0],
    "integer": [-1, 0],
    "smallint": [-1, 0, 30_000],
    "numeric": [-1, 0],
}

# Another value that the column's own rules take.
OTHER_WORDS = {"reference": "7K3Q-9XMD-PT4V", "kind": "feedback", "stage": "building"}
OTHER_WORDS |= {"publishing_wordlist.kind": "allowed"}
OTHER_WORDS |= {"figure": "plot_ratio", "project": "land"}
OTHER_WORDS |= {"proposals_proposal.link_digest": "b" * 64, "claims_companymark.scheme": "code"}


def table_written_by(sql):
    """None for what only reads, and for the time of signing in, which the test's client writes."""
    found = re.match(r'\s*(?:INSERT INTO|UPDATE) "?(\w+)', sql)
    return found[1] if found and 'SET "last_login"' not in sql else None


def rows(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def refusal(statement):
    """(SQLSTATE, constraint) of the database's answer; None where it takes the statement."""
    sql, params = statement
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, params)
            transaction.set_rollback(True)
    except DatabaseError as error:
        diag = error.__cause__.diag
        return error.__cause__.pgcode, diag.constraint_name
    return None


class Table:
    """One table, and statements that break its rules."""

    def __init__(self, model):
        self.name, self.key = model._meta.db_table, model._meta.pk.column
        self.columns = {name: (kind, must) for name, kind, must in rows(COLUMNS, self.name)}
        self.rules = rows(RULES, self.name)

    def copy(self, **changes):
        """A statement: the newest row once more, changed."""
        sql = (
            "SET CONSTRAINTS ALL IMMEDIATE; INSERT INTO {0} SELECT (jsonb_populate_record("
            "NULL::{0}, to_jsonb(r) || %s::jsonb)).* FROM (SELECT * FROM {0} ORDER BY {1} DESC"
            " LIMIT 1) r"
        )
        return sql.format(self.name, self.key), [json.dumps(changes)]

    def breaking(self):
        """(what is broken, the statement), each once."""
        for column, (kind, must_be) in self.columns.items():
            if must_be:
                yield f"{column} is null", self.copy(**{column: None})
            if "(" in kind and kind.startswith("character"):
                yield f"{column} is too long", self.copy(**{column: CANARY * 200})
        for kind, column in {kind: name for name, (kind, _) in self.columns.items()}.items():
            if not kind.startswith(("character", "text")):
                sql = "UPDATE {} SET {} = %s".format(self.name, column)  # noqa: S608, UP032 -- names of the catalogue
                yield f"{column} is no {kind}", (sql, [CANARY])
        for rule, kind, columns in self.rules:
            statements = self._tries(kind, columns)
            broken = (one for one in statements if (refusal(one) or ("", ""))[1] == rule)
            statement = next(broken, None)
            assert statement, f"no statement breaks {rule}"
            yield f"{rule} ({kind})", statement

    def _tries(self, kind, columns):
        """The newest row again with other keys, but for what the rule is about."""
        keys = {name for _, kind, names in self.rules if kind in "up" for name in names}
        fresh = {name: self._other_value(name) for name in keys}
        if kind in "up":
            yield self.copy(**{name: fresh[name] for name in keys - {*columns}})
        elif kind == "f":
            foreign = {name for _, kind, names in self.rules if kind == "f" for name in names}
            own = {name: fresh[name] for name in keys - foreign}
            yield self.copy(**(own | dict.fromkeys(columns, -1)))
            [column] = columns  # of a row that is one of its kind for somebody, a change breaks it
            sql = "SET CONSTRAINTS ALL IMMEDIATE; UPDATE {} SET {} = %s"
            yield sql.format(self.name, column), [-1]
        else:
            yield self.copy(**fresh)
            wrong = [{name: value} for name in columns for value in self._wrong_values(name)]
            for one, other in itertools.combinations_with_replacement(wrong, 2):
                yield self.copy(**(fresh | one | other))

    def _wrong_values(self, name):
        kind = self.columns[name][0]
        return [[]] if kind.endswith("[]") else TRIED[re.match(r"\w+", kind)[0]]

    def _other_value(self, name):
        kind = self.columns[name][0]
        if kind.startswith(("character", "text")):
            word = OTHER_WORDS.get(name, "canary-2")
            return OTHER_WORDS.get(f"{self.name}.{name}", word)
        others = {"timestamp": "2026-01-01T00:00:00Z", "inet": "203.0.113.9"}
        others |= {"uuid": "7b0c8a52-3d5e-4a11-9c52-0f6d1c1e2a90"}
        return others.get(kind.split(" ")[0], 30_000)


def in_place_of(table, statement, done):
    """A wrapper: the first statement that writes to the table is that one instead."""

    def replace(execute, sql, params, many, context):
        if not done and table_written_by(sql) == table:
            done.append(table)
            return execute(*statement, None, context)
        return execute(sql, params, many, context)

    return replace
