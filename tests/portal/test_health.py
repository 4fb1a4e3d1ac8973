"""Health: alive, and ready to answer."""

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from portal.views.health import MIGRATED


@pytest.fixture(autouse=True)
def _new_process():
    MIGRATED.reset()
    yield
    MIGRATED.reset()


def test_healthz_answers_without_the_database(client):
    assert client.get(reverse("healthz")).json() == {"status": "ok"}


def test_readyz_answers_when_all_migrations_ran(client, db):
    assert client.get(reverse("readyz")).json() == {"status": "ok"}


def test_readyz_says_when_a_migration_is_missing(client, db):
    MigrationRecorder.Migration.objects.filter(app="news").last().delete()
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()) == (503, {"status": "migrations pending"})


def test_readyz_looks_at_the_migrations_once(client, db, django_assert_num_queries):
    client.get(reverse("readyz"))
    with django_assert_num_queries(1):
        assert client.get(reverse("readyz")).status_code == 200


def test_readyz_does_not_look_each_time_while_one_is_missing(client, db, django_assert_num_queries):
    MigrationRecorder.Migration.objects.filter(app="news").last().delete()
    client.get(reverse("readyz"))
    with django_assert_num_queries(1):
        assert client.get(reverse("readyz")).status_code == 503


def test_readyz_says_when_the_database_is_away(client, db):
    def refuse(execute, *args):
        raise DatabaseError

    client.get(reverse("readyz"))
    with connection.execute_wrapper(refuse):
        response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()) == (503, {"status": "database unavailable"})
