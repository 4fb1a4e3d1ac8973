"""What the worker tells of itself: at most every ten seconds, at once where something failed."""

import datetime
import socket

import pytest

from core.database_clock import database_now
from portal.heartbeats import Heartbeats
from portal.models import Heartbeat
from tests.portal.notify_socket import states_sent_to


@pytest.fixture
def notified(tmp_path, monkeypatch):
    """A socket as systemd's; what was sent to it."""
    path = tmp_path / "notify"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(path))
        monkeypatch.setenv("NOTIFY_SOCKET", str(path))
        yield lambda: states_sent_to(listening)


def names():
    return list(Heartbeat.objects.order_by("name").values_list("name", flat=True))


def test_steps_are_written_with_the_databases_time(db):
    beats, before = Heartbeats(), database_now()
    with beats.step("send_mails"):
        pass
    beats.beat()
    rows = Heartbeat.objects.order_by("name")
    assert [row.name for row in rows] == ["send_mails", "worker"]
    for row in rows:
        assert before <= row.succeeded_at <= database_now()
    assert not Heartbeat.objects.failing().exists()


def test_busy_worker_writes_once_in_ten_seconds(db, django_assert_num_queries):
    beats = Heartbeats()
    beats.beat()
    with django_assert_num_queries(0):
        for _ in range(100):
            with beats.step("send_mails"):
                pass
            beats.beat()
    assert names() == ["worker"]


def test_failure_is_written_at_once_by_its_class_and_stands_until_success(db):
    beats = Heartbeats()
    beats.beat()
    with pytest.raises(ValueError, match="canary"), beats.step("purge"):
        raise ValueError("canary 13800001234")
    beats.beat()
    [row] = Heartbeat.objects.failing()
    assert (row.name, row.error, row.succeeded_at) == ("purge", "ValueError", None)
    with beats.step("purge"):
        pass
    beats.write()
    row.refresh_from_db()
    assert row.succeeded_at > row.failed_at > database_now() - datetime.timedelta(minutes=1)
    assert not Heartbeat.objects.failing().exists()


def test_systemd_learns_of_every_progress(db, notified):
    beats = Heartbeats()
    beats.notify("READY=1")
    for _ in range(2):
        beats.beat()
    assert notified() == ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]


@pytest.mark.parametrize("address", [None, "", "/nowhere/notify"])
def test_without_systemd_nothing_breaks(db, monkeypatch, address):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    if address is not None:
        monkeypatch.setenv("NOTIFY_SOCKET", address)
    Heartbeats().beat()
    assert names() == ["worker"]
