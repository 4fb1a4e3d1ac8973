"""Health: alive, and ready to answer."""

from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse


def test_healthz_answers_without_the_database(client):
    assert client.get(reverse("healthz")).json() == {"status": "ok"}


def test_readyz_answers_when_all_migrations_ran(client, db):
    assert client.get(reverse("readyz")).json() == {"status": "ok"}


def test_readyz_says_when_a_migration_is_missing(client, db):
    MigrationRecorder.Migration.objects.filter(app="news").last().delete()
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()) == (503, {"status": "migrations pending"})


def test_readyz_says_when_the_database_is_away(client, db, monkeypatch):
    def refuse(connection):
        raise DatabaseError

    monkeypatch.setattr("portal.views.health.MigrationExecutor", refuse)
    assert client.get(reverse("readyz")).status_code == 503
