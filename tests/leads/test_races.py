"""Many at once: one form sent a hundred times, one lead claimed by everybody."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from leads import actions
from leads.models import Lead, Message, Outbox, OwnerChange, Submission
from leads.notifications.delivery import deliver_due
from tests.leads.factories import LeadFactory, MailFactory
from tests.leads.marks import in_browser

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 25


def at_once(work, items):
    """Results of work(item) for all items, THREADS at a time, starting together."""
    barrier = threading.Barrier(THREADS)

    def run(batch):
        barrier.wait()
        try:
            return [work(item) for item in batch]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        batches = pool.map(run, [items[n::THREADS] for n in range(THREADS)])
        return [result for batch in batches for result in batch]


def test_form_sent_100_times_at_once_makes_one_lead_and_one_receipt(site, staff, enquiry):
    staff("officer", site.region, email="officer@example.com")
    url, data = reverse("consult", args=[site.slug]), enquiry()
    replies = at_once(lambda _: in_browser(Client()).post(url, data), list(range(100)))
    assert {reply.status_code for reply in replies} == {302}
    assert len({reply["Location"] for reply in replies}) == 1
    counts = [model.objects.count() for model in (Lead, Submission, Outbox, Message)]
    assert counts == [1, 1, 1, 0]
    assert not Lead.objects.get().is_quarantined  # ninety-nine repetitions are no flood


def test_fifty_officers_claim_one_lead_and_one_wins(site, staff):
    lead = LeadFactory(site=site)
    officers = [staff("officer", site.region) for _ in range(50)]

    def claim(officer):
        try:
            actions.claim(lead=lead, by=officer)
        except actions.LeadConflict as conflict:
            return str(conflict)
        return officer.pk

    results = at_once(claim, officers)
    winners = [result for result in results if isinstance(result, int)]
    lead.refresh_from_db()
    assert winners == [lead.owner_id]
    told = f"这条线索已由{lead.owner.username}负责。"
    assert [result for result in results if isinstance(result, str)] == [told] * 49
    assert OwnerChange.objects.count() == 1


def test_many_workers_send_each_mail_once(site, mailoutbox):
    mails = [MailFactory(lead=LeadFactory(site=site)) for _ in range(50)]

    def work(_):
        """Pass after pass: whoever comes while another claims has none in this one."""
        sent = 0
        while Outbox.objects.filter(sent_at=None).exists():
            sent += deliver_due(limit=10)
        return sent

    assert sum(at_once(work, list(range(THREADS)))) == 50
    delivered = sorted(mail.extra_headers["Message-ID"] for mail in mailoutbox)
    assert delivered == sorted(mail.message_id for mail in mails)
