"""Staff's statements get more time than a reader's, and the connection gets its own back."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from core.statement_limits import staff_limits

LIMITS = "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"


def limits():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('statement_timeout'), current_setting('lock_timeout')"
        )
        return cursor.fetchone()


@pytest.mark.django_db(transaction=True)
def test_more_time_within_and_as_before_afterwards():
    before = limits()
    with staff_limits():
        assert limits() == ("30s", "10s")
    assert limits() == before != ("30s", "10s")


@pytest.mark.django_db(transaction=True)
def test_as_before_after_an_error():
    before = limits()
    with pytest.raises(DatabaseError), staff_limits(), connection.cursor() as cursor:
        cursor.execute("SELECT 1/0")
    assert limits() == before


def test_failed_transaction_is_left_alone(db):
    with pytest.raises(DatabaseError), transaction.atomic(), staff_limits():
        connection.cursor().execute("SELECT 1/0")
    assert limits()


@pytest.mark.django_db(transaction=True)
def test_connection_that_broke_takes_its_limits_along():
    with staff_limits():
        connection.close()
    with staff_limits():
        connection.connection.close()
    connection.close()
    assert limits() != ("30s", "10s")


@pytest.mark.parametrize(("role", "seen"), [("editor", ("30s", "10s")), (None, ("0", "0"))])
def test_who_has_signed_in_has_staff_time(client, staff, site, role, seen):
    if role:
        client.force_login(staff(role, site.region))
    found = []

    def listen(execute, sql, params, many, context):
        with context["connection"].connection.cursor() as cursor:
            cursor.execute(LIMITS)
            found.append(cursor.fetchone())
        return execute(sql, params, many, context)

    path = reverse("admin:news_article_changelist") if role else f"/{site.slug}/"
    with connection.execute_wrapper(listen):
        client.get(path)
    # Who it is has to be found out first, and the session is stored last.
    assert (seen in found, {*found} <= {seen, ("0", "0")}) == (True, True)
