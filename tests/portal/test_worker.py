"""The worker's loop: it goes on through trouble and stops when told."""

import datetime
import threading

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError
from django.utils import timezone

from leads.models import Lead
from parks.models import Park
from portal.management.commands import worker
from portal.management.commands.worker import Worker
from search.models import SearchEntry
from tests.factories import ListingFactory, ParkFactory
from tests.leads.factories import LeadFactory, MailFactory


def test_worker_once_delivers_and_purges(site):
    MailFactory(lead=LeadFactory(site=site))
    long_ago = timezone.now() - datetime.timedelta(days=400)
    last_week = timezone.now() - datetime.timedelta(days=7)
    LeadFactory(site=site, stage="closed", closed_at=long_ago, erase_due_at=last_week)
    call_command("worker", once=True)
    assert len(mail.outbox) == 1
    assert Lead.objects.exclude(erased_at=None).count() == 1


def test_worker_goes_on_when_the_database_comes_back(db, caplog):
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
    Worker(stop, often=(work,), minutely=(), hourly=(purge,), long=()).run(interval=0)
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
        return worker.send_mails()

    Worker(stop, often=(send_and_be_told_to_stop,)).work()
    assert len(mail.outbox) == 5


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("waiting", [0, 50])
def test_idle_pass_looks_five_times(site, django_assert_num_queries, waiting):
    """For recipients, due mails, copies, changed rules, imports: begin, look, commit.

    Two of them are leases: they ask the database for the time, too.
    """
    for _ in range(waiting):
        MailFactory(lead=LeadFactory(site=site), recipient="")
    idle = Worker(threading.Event())
    idle.work()  # the first pass does what is due once an hour, too
    for _ in range(2):
        with django_assert_num_queries(17):
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
