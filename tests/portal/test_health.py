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


@pytest.mark.parametrize("host", ["10.20.30.40:8000", "[2001:db8::1]", "a b", "balancer_1", ""])
def test_health_answers_whatever_the_host_and_no_other_page_does(client, db, host):
    headers = {"HTTP_HOST": host}
    assert [client.get(path, **headers).status_code for path in ("/healthz", "/readyz")] == [
        200
    ] * 2
    others = ("/", "/robots.txt", "/admin/login/", "/healthz/", "/readyz/x", "//healthz")
    if host:
        assert [client.get(path, **headers).status_code for path in others] == [400] * len(others)


def test_health_with_a_strange_host_still_says_what_is_wrong(client, db):
    MigrationRecorder.Migration.objects.filter(app="news").last().delete()
    reply = client.get("/readyz", HTTP_HOST="10.20.30.40")
    assert (reply.status_code, reply["X-Content-Type-Options"]) == (503, "nosniff")


def test_health_takes_no_other_method(client):
    assert client.post("/healthz").status_code == 405
