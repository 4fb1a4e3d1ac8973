"""Health: alive, and ready to answer."""

import datetime

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse

from core.database_clock import database_now
from portal.clock_mark import trust
from portal.heartbeats import Heartbeats
from portal.models import Heartbeat
from portal.views.health import ALARM_LOG, DETAIL, MIGRATED
from tests.leads.factories import LeadFactory, MailFactory


@pytest.fixture(autouse=True)
def _new_process():
    for kept in (MIGRATED, DETAIL, ALARM_LOG):
        kept.reset()
    yield
    for kept in (MIGRATED, DETAIL, ALARM_LOG):
        kept.reset()


@pytest.fixture
def at_work(db):
    """A worker that has just done everything."""
    Heartbeats().write()
    trust(database_now())


def forget_a_migration():
    """A single step: one that replaces others has run when all of them have."""
    steps = MigrationRecorder.Migration.objects.exclude(name__contains="_squashed_")
    steps.filter(app="news").last().delete()


def test_healthz_answers_without_the_database(client):
    assert client.get(reverse("healthz")).json() == {"status": "ok"}


def test_readyz_answers_when_all_migrations_ran(client, at_work):
    detail = client.get(reverse("readyz")).json()
    assert 0 <= detail.pop("disk_free_percent") <= 100
    assert 0 <= detail.pop("worker_seen_seconds_ago") <= 60
    assert detail == {
        "status": "ok",
        "alarms": [],
        "mails_owed": 0,
        "oldest_owed_seconds": None,
        "mails_given_up": 0,
    }


def test_readyz_says_what_has_stopped_and_takes_no_process_out(client, at_work, site, caplog):
    """A dead worker is no reason to take the web away, too."""
    long_ago = database_now() - datetime.timedelta(hours=26)
    Heartbeat.objects.filter(name="worker").update(succeeded_at=long_ago)
    lead = LeadFactory(site=site)
    MailFactory(lead=lead, created_at=long_ago)
    MailFactory(lead=lead, given_up_at=long_ago)
    response = client.get(reverse("readyz"))
    detail = response.json()
    assert (response.status_code, detail["status"]) == (200, "degraded")
    assert detail["alarms"] == ["worker-stopped", "mails-owed"]
    seconds = [detail["worker_seen_seconds_ago"], detail["oldest_owed_seconds"]]
    assert [found // 3600 for found in seconds] == [26, 26]
    assert (detail["mails_owed"], detail["mails_given_up"]) == (1, 1)
    told = [line for line in caplog.messages if line.startswith("alarm: ")]
    assert sorted(set(told)) == ["alarm: mails-owed", "alarm: worker-stopped"]
    assert not {"example.com", "13800001234", lead.reference} & {*response.content.decode().split()}


@pytest.mark.parametrize(("seconds", "statuses"), [(240, [200, 200, 200]), (360, [200, 200, 503])])
def test_readyz_fails_for_whoever_watches_the_worker(client, at_work, seconds, statuses):
    seen = database_now() - datetime.timedelta(seconds=seconds)
    Heartbeat.objects.filter(name="worker").update(succeeded_at=seen)
    paths = ("/readyz", "/readyz?worker=0", "/readyz?worker=1")
    assert [client.get(path).status_code for path in paths] == statuses


def test_readyz_says_when_a_migration_is_missing(client, db):
    forget_a_migration()
    response = client.get(reverse("readyz"))
    assert (response.status_code, response.json()) == (503, {"status": "migrations pending"})


def test_readyz_looks_at_the_migrations_once(client, db, django_assert_num_queries):
    client.get(reverse("readyz"))
    with django_assert_num_queries(1):
        assert client.get(reverse("readyz")).status_code == 200


def test_readyz_does_not_look_each_time_while_one_is_missing(client, db, django_assert_num_queries):
    forget_a_migration()
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
    forget_a_migration()
    reply = client.get("/readyz", HTTP_HOST="10.20.30.40")
    assert (reply.status_code, reply["X-Content-Type-Options"]) == (503, "nosniff")


def test_health_takes_no_other_method(client):
    assert client.post("/healthz").status_code == 405


@pytest.fixture
def public(settings):
    """Not the demonstration, and no proxy is counted."""
    settings.LOCAL, settings.PROXY_COUNT = False, 0


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_proxy_that_is_not_counted_is_told_and_its_pages_are_refused(client, site, public, header):
    headers = {header: "198.51.100.7"}
    ready = client.get(reverse("readyz"), headers=headers)
    assert (ready.status_code, ready.json()) == (
        503,
        {"status": "PORTAL_PROXY_COUNT is 0 behind a proxy"},
    )
    page = client.get("/golmud/", headers=headers)
    assert (page.status_code, "PORTAL_PROXY_COUNT" in page.content.decode()) == (503, True)
    assert client.get(reverse("healthz"), headers=headers).status_code == 200
    assert client.get("/golmud/").status_code == 200


def test_proxy_that_is_counted_passes(client, site, public, settings):
    settings.PROXY_COUNT = 1
    assert client.get("/golmud/", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 200
