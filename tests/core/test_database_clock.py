"""The database's clock goes on within a transaction."""

import datetime

from django.db import connection

from core.database_clock import database_now


def test_database_now_is_the_moment_of_asking_and_knows_its_zone(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT now(), pg_sleep(0.01)")
        began_at = cursor.fetchone()[0]
    first, second = database_now(), database_now()
    assert began_at + datetime.timedelta(milliseconds=10) <= first <= second
    assert first.utcoffset() is not None
