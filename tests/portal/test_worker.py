"""The worker's loop: it goes on through trouble and stops when told."""

import datetime
import threading

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from leads.models import Lead
from portal.management.commands import worker
from tests.leads.factories import LeadFactory, MailFactory


def test_worker_once_delivers_and_purges(site):
    MailFactory(lead=LeadFactory(site=site))
    long_ago = timezone.now() - datetime.timedelta(days=400)
    LeadFactory(site=site, stage="closed", closed_at=long_ago)
    call_command("worker", once=True)
    assert len(mail.outbox) == 1
    assert Lead.objects.exclude(erased_at=None).count() == 1


def test_worker_goes_on_when_the_database_comes_back(monkeypatch, caplog):
    stop, passes = threading.Event(), []

    def work(self, **kwargs):
        passes.append(kwargs["is_purge_due"])
        if len(passes) == 1:
            raise OperationalError("canary@example.com")
        if len(passes) == 3:
            stop.set()

    monkeypatch.setattr(worker.Command, "work", work)
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    caplog.set_level("WARNING")
    worker.Command().loop(stop, interval=0)
    assert passes == [True, True, False]  # the purge that failed is tried again
    assert caplog.messages == ["worker pass failed: OperationalError"]


def test_stop_is_heeded_between_mails(site, monkeypatch):
    stop = threading.Event()
    for _ in range(12):
        MailFactory(lead=LeadFactory(site=site))
    deliver = worker.deliver_due

    def deliver_and_be_told_to_stop(**kwargs):
        stop.set()
        return deliver(**kwargs)

    monkeypatch.setattr(worker, "deliver_due", deliver_and_be_told_to_stop)
    worker.Command().work(is_purge_due=False, stop=stop)
    assert len(mail.outbox) == 5


def test_erase_lead_works_on_what_a_visitor_reads_out(site, capsys):
    lead = LeadFactory(site=site, reference="7K3Q-9XMD-PT4V")
    with pytest.raises(CommandError, match="没有这个编号"):
        call_command("erase_lead", "7K3Q-9XMD-0000")
    for _ in range(2):
        call_command("erase_lead", "7k3q 9xmd pt4v")
    lead.refresh_from_db()
    assert (lead.phone, lead.erased_at is not None) == ("", True)
    assert "13800001234" not in capsys.readouterr().out
