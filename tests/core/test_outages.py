"""Which errors pass by themselves, told from real refusals of the database."""

import errno

import psycopg2
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction

from core.bulkheads import BulkheadStalled
from core.outages import AWAY, BUSY, FULL, LastKnown, noticing_stand_ins, outage_of


def error_of(sql):
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        connection.cursor().execute(sql)
    return caught.value


@pytest.mark.parametrize(
    ("sql", "outage"),
    [
        ("SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)", BUSY),
        ("DO $$ BEGIN RAISE lock_not_available; END $$", BUSY),
        ("DO $$ BEGIN RAISE deadlock_detected; END $$", BUSY),
        ("DO $$ BEGIN RAISE too_many_connections; END $$", BUSY),
        ("DO $$ BEGIN RAISE admin_shutdown; END $$", AWAY),
        ("DO $$ BEGIN RAISE disk_full; END $$", FULL),
        ("SELECT 1/0", ""),
        ("SELECT * FROM no_such_table", ""),
        ("DO $$ BEGIN RAISE unique_violation; END $$", ""),
    ],
)
def test_by_what_the_database_says(db, sql, outage):
    assert outage_of(error_of(sql)) == outage


def test_server_that_is_not_there():
    with pytest.raises(psycopg2.OperationalError) as caught:
        psycopg2.connect(host="127.0.0.1", port=1, connect_timeout=2)
    error = OperationalError("…")
    error.__cause__ = caught.value
    assert outage_of(error) == AWAY


def test_other_errors():
    errors = (BulkheadStalled(), InterfaceError("connection already closed"), ValueError(), None)
    assert [outage_of(error) for error in errors] == [BUSY, AWAY, "", ""]
    files = (
        OSError(errno.ENOSPC, ""),
        OSError(errno.EROFS, ""),
        FileNotFoundError(errno.ENOENT, ""),
    )
    assert [outage_of(error) for error in files] == [FULL, FULL, ""]


class Table:
    """Something to read that may be away."""

    def __init__(self):
        self.value, self.reads, self.error = 1, 0, None

    def read(self):
        self.reads += 1
        if self.error:
            raise self.error
        return self.value


def test_last_known_value_stands_during_an_outage_and_is_not_asked_for_each_time():
    clock, table = [0.0], Table()
    known = LastKnown(doubt_seconds=10, clock=lambda: clock[0])
    assert known.get("site 1", table.read) == 1
    table.error = OperationalError()
    assert [known.get("site 1", table.read) for _ in range(3)] == [1, 1, 1]
    assert table.reads == 2
    clock[0], table.error, table.value = 10, None, 2
    assert known.get("site 1", table.read) == 2


def test_nothing_known_and_other_errors_are_told():
    known, table = LastKnown(), Table()
    table.error = OperationalError()
    with pytest.raises(OperationalError):
        known.get("site 1", table.read)
    table.error = None
    known.get("site 1", table.read)
    table.error = DatabaseError()
    with pytest.raises(DatabaseError):
        known.get("site 1", table.read)


def test_what_can_stand_at_first_does_so_until_something_is_known():
    clock, table = [0.0], Table()
    known = LastKnown(doubt_seconds=10, clock=lambda: clock[0])
    table.error = OperationalError()
    with noticing_stand_ins() as page:
        assert [known.get("counts", table.read, {}) for _ in range(2)] == [{}, {}]
        assert (page.were_used, table.reads) == (True, 1)
    clock[0], table.error = 10, None
    assert known.get("counts", table.read, {}) == 1
    clock[0], table.error = 20, OperationalError()
    assert known.get("counts", table.read, {}) == 1


def test_stand_ins_are_noticed_by_all_who_keep_what_is_made_of_them():
    table, known = Table(), LastKnown(doubt_seconds=10, clock=lambda: 0)
    known.get("a", table.read)
    with noticing_stand_ins() as before:
        known.get("a", table.read)
        assert not before.were_used
    table.error = OperationalError("gone")
    with noticing_stand_ins() as page:
        with noticing_stand_ins() as part:
            known.get("a", table.read)
            assert part.were_used
        with noticing_stand_ins() as other_part:
            assert not other_part.were_used
        assert page.were_used
    with noticing_stand_ins() as later:
        assert not later.were_used
        known.get("a", table.read)  # not asked again, still a stand-in
        assert later.were_used
