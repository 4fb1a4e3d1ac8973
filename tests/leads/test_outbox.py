"""Mails are owed with the event, to those whom it concerns."""

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import InternalError, transaction
from django.utils import timezone

from leads.models import Lead, Outbox, Topic
from leads.notifications.delivery import deliver_due
from leads.notifications.outbox import address_pending
from leads.retention import erase
from tests.leads.factories import LeadFactory, MailFactory
from tests.transactions import uncommitted

two_transactions = pytest.mark.django_db(transaction=True)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, email="officer@example.com")


def test_enquiry_owes_mails_to_officers_and_managers_of_the_region(
    send, site, other_site, prefecture, staff
):
    staff("officer", site.region, email="a@example.com")
    staff("manager", prefecture, email="b@example.com")
    staff("editor", site.region, email="editor@example.com")
    staff("auditor", site.region, email="auditor@example.com")
    staff("officer", other_site.region, email="wulan@example.com")
    staff("officer", site.region, email="gone@example.com", is_active=False)
    staff("officer", site.region, email="")
    send(email="zhao@example.com")
    assert list(Outbox.objects.order_by("recipient").values_list("kind", "recipient")) == [
        ("new_lead", "a@example.com"),
        ("new_lead", "b@example.com"),
        ("receipt", "zhao@example.com"),
    ]


def test_topic_mailbox_is_the_fallback(send, topics):
    Topic.objects.filter(slug="space").update(routing_email="pool@example.com")
    send()
    assert list(Outbox.objects.values_list("recipient", flat=True)) == ["pool@example.com"]


def test_mail_without_recipient_waits_until_somebody_has_an_address(send, site, staff):
    send()
    assert list(Outbox.objects.without_recipient().values_list("kind", flat=True)) == ["new_lead"]
    assert (deliver_due(), address_pending()) == (0, 0)
    staff("officer", site.region, email="late@example.com")
    call_command("worker", once=True)
    assert [message.to for message in mail.outbox] == [["late@example.com"]]
    assert not Outbox.objects.unsent().exists()


def test_rolled_back_enquiry_owes_nothing(site, officer, broken_outbox, send):
    with pytest.raises(InternalError, match="forced"), transaction.atomic():
        send()
    assert (Lead.objects.count(), Outbox.objects.count()) == (0, 0)


@pytest.mark.parametrize("waiting", [1, 50])
def test_mails_for_nobody_cost_one_query_however_many_they_are(
    site, django_assert_num_queries, waiting
):
    for _ in range(waiting):
        MailFactory(lead=LeadFactory(site=site), recipient="")
    with django_assert_num_queries(3):  # a savepoint, the look and the savepoint's release
        assert address_pending() == 0


def test_all_mails_of_a_region_are_addressed_once_somebody_is_there(site, staff):
    leads = [LeadFactory(site=site) for _ in range(3)]
    for lead in leads:
        MailFactory(lead=lead, recipient="")
    staff("officer", site.region, email="b@example.com")
    staff("manager", site.region, email="a@example.com")
    assert address_pending(limit=2) == 2
    assert address_pending() == 1
    rows = Outbox.objects.order_by("lead", "recipient").values_list("lead", "recipient")
    assert list(rows) == [
        (lead.pk, to) for lead in leads for to in ("a@example.com", "b@example.com")
    ]


@two_transactions
def test_mail_of_a_lead_that_is_being_erased_is_not_owed_anew(site, staff):
    lead = LeadFactory(site=site)
    MailFactory(lead=lead, recipient="")
    staff("officer", site.region, email="a@example.com")
    with uncommitted(lambda: erase(lead=lead, now=timezone.now())):
        assert address_pending() == 0
    assert not Outbox.objects.exists()
