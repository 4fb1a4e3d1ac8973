"""Mails are owed with the event, to those whom it concerns."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import InternalError, transaction
from django.utils import timezone

from leads.models import Lead, Outbox, Topic
from leads.notifications.delivery import deliver_due
from leads.notifications.outbox import BUNDLED_FOR, address_pending, owe_for_new
from leads.retention import erase
from leads.spam_signals import MAX_PER_SITE
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


@pytest.fixture
def full_hour(site):
    """As many accepted enquiries as a flood lets in."""
    row, now = LeadFactory(site=site), timezone.now()
    words = {"site": site, "topic": row.topic, "phone": row.phone}
    Lead.objects.bulk_create(
        Lead(**words, received_at=now, due_at=now) for _ in range(MAX_PER_SITE)
    )


def owed():
    rows = Outbox.objects.order_by("pk")
    return list(rows.values_list("kind", "recipient", "next_attempt_at"))


def test_flood_is_told_in_one_mail_after_ten_minutes_with_the_count(site, officer, full_hour):
    before = timezone.now()
    for _ in range(5):
        owe_for_new(LeadFactory(site=site, received_at=timezone.now()), occasion="x")
    ((kind, to, due_at),) = owed()
    assert (kind, to, deliver_due()) == ("new_leads", "officer@example.com", 0)
    assert before + BUNDLED_FOR <= due_at <= timezone.now() + BUNDLED_FOR
    LeadFactory(site=site, is_quarantined=True)
    assert deliver_due(now=due_at) == 1
    (message,) = mail.outbox
    assert message.subject == "[格尔木招商网] 新咨询 4 条，请在承诺时间前答复"
    assert "新到 4 条，收件箱里还没有人处理的共 306 条，隔离区里待看的 1 条。" in message.body
    tray = f"/admin/leads/lead/?box=new&site__id__exact={site.pk}"
    assert message.body.endswith(f"{tray}\n")


def test_next_bundle_is_owed_before_the_last_one_goes_out(site, officer, full_hour):
    """Nothing falls between the counting of one mail and the owing of the next."""
    lead = LeadFactory(site=site)
    owe_for_new(lead, occasion="x")
    soon = timezone.now() + datetime.timedelta(seconds=30)
    Outbox.objects.update(next_attempt_at=soon)
    owe_for_new(lead, occasion="x")
    assert [kind for kind, *_ in owed()] == ["new_leads", "new_leads"]


def test_bundle_waits_for_a_recipient_and_counts_from_its_beginning(site, staff, full_hour):
    owe_for_new(LeadFactory(site=site, received_at=timezone.now()), occasion="x")
    assert [to for _, to, _ in owed()] == [""]
    staff("officer", site.region, email="late@example.com")
    assert (address_pending(), deliver_due()) == (1, 1)
    assert mail.outbox[0].to == ["late@example.com"]
