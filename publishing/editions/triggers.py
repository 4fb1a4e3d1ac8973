"""Triggers that note a change of public content in the transaction of the change.

One function serves all tables; what differs is in the arguments of the triggers: the columns that
decide where a row shows, the query for these places, which rows anybody sees, the columns that do
not count, those that move other rows. It is called once a statement, whatever number of rows that
changed.
"""

from dataclasses import dataclass

# The columns are read from the catalogue: one that is added later counts without a new trigger.
FUNCTION = """
CREATE OR REPLACE FUNCTION publishing_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keys CONSTANT text[] := TG_ARGV[0];
    paths CONSTANT text := TG_ARGV[1];
    concerns CONSTANT text := TG_ARGV[2];
    quiet CONSTANT text[] := TG_ARGV[3];
    only_these CONSTANT text[] := TG_ARGV[4];
    moving CONSTANT text[] := coalesce(TG_ARGV[5], '{}');
    moved text;
    is_moved boolean := false;
    shown text := '';
    touched text;
BEGIN
    IF TG_OP = 'TRUNCATE' THEN
        touched := 'SELECT NULL AS nothing';
    ELSIF TG_OP = 'UPDATE' THEN
        IF concerns <> '' THEN
            shown := format(
                ' AND (%s OR %s)',
                replace(concerns, 'this.', 'old_row.'), replace(concerns, 'this.', 'new_row.')
            );
        END IF;
        SELECT format(
            'SELECT DISTINCT side.* FROM old_rows old_row FULL JOIN new_rows new_row ON %s,'
            ' LATERAL (VALUES (%s), (%s)) side (%s) WHERE (%s) IS DISTINCT FROM (%s)',
            string_agg(format('old_row.%1$I = new_row.%1$I', name), ' AND ') FILTER (WHERE is_key),
            coalesce(string_agg(format('old_row.%I', name), ', ') FILTER (WHERE leads), 'NULL'),
            coalesce(string_agg(format('new_row.%I', name), ', ') FILTER (WHERE leads), 'NULL'),
            coalesce(string_agg(format('%I', name), ', ') FILTER (WHERE leads), 'nothing'),
            string_agg(format('old_row.%I', name), ', ') FILTER (WHERE counts),
            string_agg(format('new_row.%I', name), ', ') FILTER (WHERE counts)
        ) || shown,
        format(
            'SELECT coalesce(bool_or((%s) IS DISTINCT FROM (%s)), false)'
            ' FROM old_rows old_row JOIN new_rows new_row ON %s',
            string_agg(format('old_row.%I', name), ', ') FILTER (WHERE name = ANY (moving)),
            string_agg(format('new_row.%I', name), ', ') FILTER (WHERE name = ANY (moving)),
            string_agg(format('old_row.%1$I = new_row.%1$I', name), ' AND ') FILTER (WHERE is_key)
        )
        INTO touched, moved
        FROM (
            SELECT attname AS name,
                attname = ANY (keys) AS leads,
                attname <> ALL (quiet) AND (only_these = '{}' OR attname = ANY (only_these))
                    AS counts,
                EXISTS (
                    SELECT FROM pg_index
                    WHERE indrelid = attrelid AND indisprimary AND attnum = ANY (indkey)
                ) AS is_key
            FROM pg_attribute
            WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped
        ) columns;
        IF moving <> '{}' THEN
            EXECUTE moved INTO is_moved;
        END IF;
    ELSE
        IF concerns <> '' THEN
            shown := ' WHERE ' || concerns;
        END IF;
        touched := format(
            'SELECT DISTINCT %s FROM %s this',
            coalesce(
                (SELECT string_agg(format('%I', name), ', ') FROM unnest(keys) name),
                'NULL AS nothing'
            ),
            CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END
        ) || shown;
    END IF;
    EXECUTE format(
        'INSERT INTO publishing_change (path, step, look_again_at)'
        ' SELECT path, 1 + floor(random() * 2147483648)::bigint, $1 FROM ('
        '   SELECT DISTINCT path FROM (%s) touched, LATERAL (%s) reached (path)) places',
        touched, CASE TG_OP WHEN 'TRUNCATE' THEN $q$SELECT ''$q$ ELSE paths END
    ) USING CASE WHEN is_moved THEN clock_timestamp() + interval '1 minute' END;
    RETURN NULL;
END $$;
"""
DROP_FUNCTION = "DROP FUNCTION publishing_note_change()"
# Transition tables belong to one event each.
EVENTS = {
    "insert": "REFERENCING NEW TABLE AS new_rows",
    "update": "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "REFERENCING OLD TABLE AS old_rows",
    "truncate": "",
}


@dataclass(frozen=True)
class Triggers:
    """All of one declaration, as frozen in a migration; Triggers.of() makes them from it."""

    table: str
    keys: tuple[str, ...]
    paths: str
    where: str = ""
    quiet: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    name: str = ""

    @classmethod
    def of(cls, source):
        return cls(
            table=source.table,
            keys=source.keys(),
            paths=source.paths(),
            where=source.where,
            quiet=source.quiet,
            only=source.only,
            moving=source.moving,
            name=source.name,
        )

    def names(self) -> dict[str, str]:
        """{event: name of its trigger}."""
        middle = f"_{self.name}" if self.name else ""
        return {event: f"{self.table}{middle}_noted_{event}" for event in EVENTS}

    def arguments(self) -> list[str]:
        columns = [_array(each) for each in (self.quiet, self.only, self.moving)]
        if not self.moving:
            columns.pop()
        return [_array(self.keys), self.paths, self.where, *columns]

    def create(self) -> str:
        quoted = ", ".join("'{}'".format(text.replace("'", "''")) for text in self.arguments())
        return "\n".join(
            f"CREATE TRIGGER {name} AFTER {event.upper()} ON {self.table} {EVENTS[event]}\n"
            f"FOR EACH STATEMENT EXECUTE FUNCTION publishing_note_change({quoted});"
            for event, name in self.names().items()
        )

    def drop(self) -> str:
        return "\n".join(f"DROP TRIGGER {name} ON {self.table};" for name in self.names().values())


def _array(names):
    return f"{{{','.join(sorted(names))}}}"
