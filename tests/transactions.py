"""Two transactions at once: what another connection holds while the test does something."""

import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from django.db import connection, transaction

PATIENCE = 10  # seconds


@contextlib.contextmanager
def uncommitted(work):
    """Another connection has done work() in a transaction that commits when the block is left."""
    is_done, may_commit = threading.Event(), threading.Event()

    def run():
        try:
            with transaction.atomic():
                work()
                is_done.set()
                may_commit.wait(PATIENCE)
        finally:
            is_done.set()
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(run)
        is_done.wait(PATIENCE)
        try:
            yield
        finally:
            may_commit.set()
            other.result(PATIENCE)


@contextlib.contextmanager
def without_waiting():
    """A statement of ours that has to wait for a lock fails instead (OperationalError)."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '1s'")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def overlapping(first, second):
    """second() begins while the transaction of first() is open, and goes on after its commit.

    Returns what second() returns, or raises what it raises.
    """

    def run():
        try:
            return second()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        with uncommitted(first):
            other = pool.submit(run)
            _wait_until_it_waits(other)
        return other.result(PATIENCE)


def _wait_until_it_waits(other):
    """Until the other connection waits for a lock, or is through without one."""
    for _ in range(PATIENCE * 20):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity"
                " WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if other.done() or cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waits")
