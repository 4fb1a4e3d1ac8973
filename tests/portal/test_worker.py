"""The worker's loop: it goes on through trouble and stops when told."""

import datetime
import os
import signal
import socket
import threading
import time

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from core.database_clock import database_now
from leads.models import Lead
from parks.models import Park
from portal import worker_steps
from portal.alarms import stopped_worker
from portal.clock_mark import trust
from portal.management.commands import worker
from portal.management.commands.worker import Worker
from portal.worker_steps import LONG, audit_by_night, check_records, seal_what_was_said
from search.models import SearchEntry
from tests.factories import ListingFactory, ParkFactory
from tests.leads.factories import LeadFactory, MailFactory
from tests.leads.processes import Process
from tests.portal.notify_socket import states_sent_to

BY_DAY = {audit_by_night, check_records, seal_what_was_said}  # a step in each pass until they end


def test_worker_once_delivers_and_purges(site):
    MailFactory(lead=LeadFactory(site=site))
    long_ago = timezone.now() - datetime.timedelta(days=400)
    last_week = timezone.now() - datetime.timedelta(days=7)
    LeadFactory(site=site, stage="closed", closed_at=long_ago, erase_due_at=last_week)
    call_command("worker", once=True)
    assert len(mail.outbox) == 1
    assert Lead.objects.exclude(erased_at=None).count() == 1


def test_worker_goes_on_when_the_database_comes_back(transactional_db, caplog):
    stop, passes = threading.Event(), []

    def work():
        passes.append(False)
        if len(passes) == 1:
            raise OperationalError("canary@example.com")
        if len(passes) == 3:
            stop.set()

    def purge():
        passes[-1] = True

    caplog.set_level("WARNING")
    steps = {"often": (work,), "minutely": (), "hourly": (purge,), "irreversible": (), "long": ()}
    Worker(stop, **steps).run(interval=0)
    assert passes == [False, True, False]  # the purge that was due in the failed pass comes later
    [line] = caplog.messages
    assert line.startswith("worker pass failed: OperationalError at tests.portal.test_worker:")
    assert "canary" not in line


def test_step_that_fails_rests_and_holds_up_nobody(db, caplog):
    done = []

    def broken():
        done.append("broken")
        raise IntegrityError("Key (phone)=(13800138000) already exists.")

    def broken_batches():
        yield
        broken()

    def batches():
        yield done.append("batch")

    long = (broken_batches, batches)
    worker = Worker(threading.Event(), often=(broken,), minutely=(), hourly=(), long=long)
    for _ in range(2):
        worker.work()
    assert done == ["broken", "broken", "batch", "batch"]
    assert [message.split(" at ")[0] for message in caplog.messages] == [
        "worker step broken failed: IntegrityError",
        "worker step broken_batches failed: IntegrityError",
    ]
    assert "13800138000" not in caplog.text


def test_mails_leave_between_the_batches_of_long_work(db):
    done = []

    def mails():
        done.append("mails")

    def batches():
        yield done.append("batch")
        yield done.append("batch")

    Worker(threading.Event(), often=(mails,), minutely=(), hourly=(), long=(batches,)).work()
    assert done == ["mails", "batch", "mails", "batch", "mails"]


def test_clocks_go_on_between_the_batches_of_long_work(db):
    done = []

    def clocks():
        done.append("clocks")

    def batches():
        for _ in range(2):
            running.due_at[clocks] = 0  # a batch that took a minute
            yield done.append("batch")

    running = Worker(threading.Event(), often=(), minutely=(clocks,), hourly=(), long=(batches,))
    running.work()
    assert done == ["clocks", "batch", "clocks", "batch", "clocks"]


def test_copies_follow_while_a_long_import_goes_on(site):
    park = ParkFactory(region=site.region, name="昆仑开发区")
    ListingFactory(region=site.region, park=park)
    entries, seen = SearchEntry.objects.filter(body__contains="昆仑"), []

    def batches():
        Park.objects.update(name="盐桥开发区")
        yield seen.append(entries.count())
        yield seen.append(entries.count())

    Worker(threading.Event(), hourly=(), long=(batches,)).work()
    assert seen == [1, 0]


def test_stop_is_heeded_between_mails(site):
    stop = threading.Event()
    for _ in range(12):
        MailFactory(lead=LeadFactory(site=site))

    def send_and_be_told_to_stop():
        stop.set()
        return worker_steps.send_mails()

    Worker(stop, often=(send_and_be_told_to_stop,)).work()
    assert len(mail.outbox) == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("waiting", [0, 50])
def test_idle_pass_looks_seven_times(site, django_assert_num_queries, waiting):
    """For recipients, due mails, copies, changed rules, imports, exports: begin, look, commit.

    Invitations are looked for in one query.

    Three of them are leases: they ask the database for the time, too; mails are claimed by one
    worker at a time.
    """
    for _ in range(waiting):
        MailFactory(lead=LeadFactory(site=site), recipient="")
    idle = Worker(threading.Event(), long=[step for step in LONG if step not in BY_DAY])
    idle.work()  # the first pass does what is due once an hour, too
    for _ in range(2):
        with django_assert_num_queries(23):
            idle.work()


def test_mail_without_recipient_leaves_in_the_pass_after_an_officer_came(site, staff):
    MailFactory(lead=LeadFactory(site=site), recipient="")
    running = Worker(threading.Event())
    running.work()
    assert mail.outbox == []
    staff("officer", site.region, email="late@example.com")
    running.work()
    assert [message.to for message in mail.outbox] == [["late@example.com"]]


@pytest.mark.parametrize("error", [OperationalError, ValueError])
def test_single_pass_that_fails_ends_with_a_code(db, error):
    def broken():
        raise error("canary")

    with pytest.raises(CommandError, match="没有.*做完") as raised:
        worker.Command._work_once(Worker(threading.Event(), often=(broken,)))
    assert "canary" not in str(raised.value)


def test_erase_lead_works_on_what_a_visitor_reads_out(site, capsys):
    lead = LeadFactory(site=site, reference="7K3Q-9XMD-PT4V")
    with pytest.raises(CommandError, match="没有这个编号"):
        call_command("erase_lead", "7K3Q-9XMD-0000")
    for _ in range(2):
        call_command("erase_lead", "7k3q 9xmd pt4v")
    lead.refresh_from_db()
    assert (lead.phone, lead.erased_at is not None) == ("", True)
    assert "13800001234" not in capsys.readouterr().out


# ---- What cannot be undone ----

FOUR_YEARS = datetime.timedelta(days=4 * 365)


def erased_by_passes_at(*moments):
    """How many leads each pass of a worker with that clock has erased."""
    counts = []
    for moment in moments:
        Worker(threading.Event(), clock=lambda moment=moment: moment).work()
        counts.append(Lead.objects.exclude(erased_at=None).count())
    return counts


def test_clock_years_ahead_erases_nothing_however_often_the_worker_looks(site):
    """One pass took all 200 of them."""
    now = database_now()
    for _ in range(60):
        LeadFactory(site=site)
    long_ago = now - datetime.timedelta(days=400)
    LeadFactory(site=site, stage="closed", closed_at=long_ago, erase_due_at=now)
    ahead = [now + FOUR_YEARS + datetime.timedelta(days=days) for days in (0, 8, 16)]
    assert erased_by_passes_at(*ahead) == [0, 0, 0]
    assert Lead.objects.announced().count() == 1
    assert erased_by_passes_at(now + datetime.timedelta(hours=1)) == [1]  # of the right clock


def test_worker_that_rested_for_days_erases_nothing_until_somebody_has_looked(site):
    now = database_now()
    trust(now - datetime.timedelta(days=3))
    long_ago = now - datetime.timedelta(days=400)
    LeadFactory(site=site, stage="closed", closed_at=long_ago, erase_due_at=now)
    assert erased_by_passes_at(now) == [0]
    call_command("confirm_clock", confirm=True)
    assert erased_by_passes_at(database_now()) == [1]


# ---- Signs of life ----


def test_what_lasts_is_logged_once_an_hour(db, caplog):
    def broken():
        raise ValueError("canary")

    steps = {"minutely": (), "hourly": (), "irreversible": (), "long": ()}
    running = Worker(threading.Event(), often=(broken,), **steps)
    for _ in range(3):
        running.work()
        running.due_at.clear()  # a minute later
    assert [message.split(" at ")[0] for message in caplog.messages] == [
        "worker step broken failed: ValueError"
    ]


@pytest.fixture
def notifying(transactional_db, tmp_path):
    """A real worker that systemd would have started; what it has said since last asked."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(str(tmp_path / "notify"))
        process = Process(
            *("manage.py", "worker", "--interval", "0.1"),
            smtp_port=9,
            environment={"NOTIFY_SOCKET": str(tmp_path / "notify")},
        )
        yield process, lambda: states_sent_to(listening)
        process.kill()


def wait_for(state, said):
    deadline = time.monotonic() + 30
    while state not in said():
        assert time.monotonic() < deadline, f"no {state}"
        time.sleep(0.05)


def is_silent(said):
    """Nothing for a second, once the pass has come to the step that hangs."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        time.sleep(0.5)
        said()
        time.sleep(1)
        if said() == []:
            return True
    return False


def test_hung_step_and_hung_process_are_silent_and_told(notifying):
    process, said = notifying
    wait_for("READY=1", said)
    wait_for("WATCHDOG=1", said)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE leads_outbox")
        assert is_silent(said)
    wait_for("WATCHDOG=1", said)
    os.kill(process.process.pid, signal.SIGSTOP)
    assert is_silent(said)
    now = database_now()
    assert stopped_worker(now) is None
    assert stopped_worker(now + datetime.timedelta(minutes=11)).code == "worker-stopped"
    os.kill(process.process.pid, signal.SIGCONT)
    wait_for("WATCHDOG=1", said)
    assert process.stop() == 0
    assert said()[-1] == "STOPPING=1"
