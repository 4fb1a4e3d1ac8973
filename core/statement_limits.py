"""How long one statement may run and wait for a lock, by who asks.

A reader's page gets the limits of its connection, given by deploy/gunicorn.conf.py; staff's lists
and exports get more. Commands and the worker have none.
"""

from contextlib import contextmanager, suppress

from django.conf import settings
from django.db import connection

SET = "SET statement_timeout = %(statement)s; SET lock_timeout = %(lock)s"
RESET = "RESET statement_timeout; RESET lock_timeout"


@contextmanager
def staff_limits():
    """More time for the statements within."""
    _say(SET, settings.STAFF_STATEMENT_LIMITS)
    try:
        yield
    finally:
        # A connection that broke takes its settings along; a failed transaction listens to nobody.
        if connection.connection is not None and not connection.needs_rollback:
            with suppress(connection.Database.Error):
                _say(RESET)


def _say(statement, values=None):
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        cursor.execute(statement, values)
