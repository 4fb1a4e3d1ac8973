"""The database's clock: one for all machines, and the one its rows were written by."""

import datetime

from django.db import connection


def database_now() -> datetime.datetime:
    """The moment of asking, also late in a long transaction.

    For what is compared between processes of several machines (leases) and for what cannot be
    undone (erasing); each machine's own clock is good enough for what only stands on a page.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]
