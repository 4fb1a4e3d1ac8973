"""Mails are owed with the event, to those whom it concerns."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import InternalError, transaction
from django.db.models import Count
from django.utils import timezone

from leads.models import Lead, Outbox, Topic
from leads.models.outbox import BUNDLED_FOR
from leads.notifications.delivery import claim_next, deliver_due, put_back
from leads.notifications.outbox import MANY, address_pending, owe_for_new, owe_to_staff
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
    mails = owed()
    assert {(kind, to) for kind, to, _ in mails} == {("new_leads", "officer@example.com")}
    due_at = min(due_at for *_, due_at in mails)
    assert before + BUNDLED_FOR <= due_at <= timezone.now() + BUNDLED_FOR
    assert deliver_due() == 0
    LeadFactory(site=site, is_quarantined=True)
    assert deliver_due(now=due_at) == 1
    assert not Outbox.objects.unsent().exists()
    (message,) = mail.outbox
    assert message.subject == "[格尔木招商网] 新咨询 5 条，请在承诺时间前答复"
    assert "新到 5 条，收件箱里还没有人处理的共 306 条，隔离区里待看的 1 条。" in message.body
    tray = f"/admin/leads/lead/?box=new&site__id__exact={site.pk}"
    assert message.body.endswith(f"{tray}\n")


def test_what_is_owed_within_a_minute_of_a_mail_waits_for_the_next(site, officer, full_hour):
    """Enquiries that are being stored while it goes out make no second one beside it."""
    owe_for_new(LeadFactory(site=site), occasion="x")
    soon = timezone.now() + datetime.timedelta(seconds=30)
    Outbox.objects.update(next_attempt_at=soon)
    owe_for_new(LeadFactory(site=site), occasion="x")
    (_, _, first), (_, _, second) = owed()
    assert second - first > datetime.timedelta(minutes=9)


def test_mails_for_nobody_find_their_recipient_after_a_flood(site, staff, full_hour):
    owe_for_new(LeadFactory(site=site, received_at=timezone.now()), occasion="x")
    assert [to for _, to, _ in owed()] == [""]
    staff("officer", site.region, email="late@example.com")
    assert (address_pending(), deliver_due(now=timezone.now() + BUNDLED_FOR)) == (1, 1)
    assert mail.outbox[0].to == ["late@example.com"]


# ---- Much for one person, of several sites ----


@pytest.fixture
def officer_of_two(officer, other_site):
    officer.memberships.create(region=other_site.region, role="officer")
    return officer


def kinds():
    rows = Outbox.objects.values_list("kind").annotate(count=Count("pk"))
    return dict(rows.order_by("kind"))


def test_officer_of_two_counties_gets_ten_mails_and_one_with_the_counts(
    site, other_site, officer_of_two
):
    """Below any flood: each site alone has had few."""
    for number in range(24):
        place = other_site if number % 3 == 0 else site
        owe_for_new(LeadFactory(site=place), occasion=str(number))
    assert kinds() == {"new_lead": MANY, "new_leads": 14}
    assert deliver_due() == MANY
    assert deliver_due(now=timezone.now() + BUNDLED_FOR) == 1
    assert not Outbox.objects.unsent().exists()
    message = mail.outbox[-1]
    assert message.subject == "[格尔木招商网等 2 个站点] 新咨询 14 条，请在承诺时间前答复"
    assert [line for line in message.body.splitlines() if "新到" in line] == [
        "格尔木招商网：新到 10 条，收件箱里还没有人处理的共 16 条，隔离区里待看的 0 条。",
        "乌兰招商网：新到 4 条，收件箱里还没有人处理的共 8 条，隔离区里待看的 0 条。",
    ]


def test_colleague_who_had_few_goes_on_to_be_told_singly(site, other_site, officer_of_two, staff):
    for number in range(MANY):
        owe_for_new(LeadFactory(site=other_site), occasion=str(number))
    staff("officer", site.region, email="quiet@example.com")
    owe_for_new(LeadFactory(site=site), occasion="x")
    assert [*Outbox.objects.order_by("-pk").values_list("kind", "recipient")[:2]] == [
        ("new_leads", "officer@example.com"),
        ("new_lead", "quiet@example.com"),
    ]


def test_ten_minutes_later_mails_go_out_singly_again(site, officer):
    for number in range(MANY + 1):
        owe_for_new(LeadFactory(site=site), occasion=str(number))
    Outbox.objects.update(created_at=timezone.now() - BUNDLED_FOR - datetime.timedelta(seconds=1))
    owe_for_new(LeadFactory(site=site), occasion="x")
    assert kinds() == {"new_lead": MANY + 1, "new_leads": 1}


def test_mails_owed_under_a_clock_ahead_bundle_nothing(site, officer):
    for number in range(MANY):
        owe_for_new(LeadFactory(site=site), occasion=str(number))
    Outbox.objects.update(created_at=timezone.now() + datetime.timedelta(hours=3))
    owe_for_new(LeadFactory(site=site), occasion="x")
    assert kinds() == {"new_lead": MANY + 1}


def test_twenty_further_words_of_a_visitor_are_one_mail_and_one_with_the_rest(site, officer):
    lead = LeadFactory(site=site)
    for number in range(20):
        owe_to_staff(lead, kind=Outbox.Kind.FOLLOW_UP, occasion=str(number))
    assert deliver_due() == 1
    assert deliver_due(now=timezone.now() + BUNDLED_FOR) == 1
    assert not Outbox.objects.unsent().exists()
    first, rest = mail.outbox
    assert rest.subject == "[格尔木招商网] 追问 19 条，请在承诺时间前答复"
    address = f"/admin/leads/lead/{lead.pk}/change/"
    assert (address in first.body, rest.body.count(address)) == (True, 1)
    assert "格尔木招商网：访客继续追问 19 条。" in rest.body.splitlines()


def test_further_words_of_another_visitor_are_told_at_once(site, officer):
    for lead in (LeadFactory(site=site), LeadFactory(site=site)):
        owe_to_staff(lead, kind=Outbox.Kind.FOLLOW_UP, occasion="x")
    assert (deliver_due(), kinds()) == (2, {"follow_up": 2})


def test_one_mail_tells_of_enquiries_and_further_words(site, officer, full_hour):
    lead = LeadFactory(site=site)
    owe_for_new(lead, occasion="x")
    for number in range(3):
        owe_to_staff(lead, kind=Outbox.Kind.FOLLOW_UP, occasion=str(number))
    deliver_due(now=timezone.now() + BUNDLED_FOR)
    subjects = [message.subject for message in mail.outbox]
    assert sorted(subjects) == [
        "[格尔木招商网] 新咨询 1 条、追问 2 条，请在承诺时间前答复",
        f"[格尔木招商网] 访客追问 {lead.reference}，请尽快答复",
    ]


def test_mails_of_a_year_without_an_officer_do_not_flood_the_first(site, staff):
    for _ in range(30):
        MailFactory(lead=LeadFactory(site=site), recipient="")
    staff("officer", site.region, email="late@example.com")
    assert (address_pending(), kinds()) == (30, {"new_lead": MANY, "new_leads": 20})


def test_bundle_that_could_not_be_sent_goes_out_whole_later(site, officer, full_hour):
    for number in range(3):
        owe_for_new(LeadFactory(site=site), occasion=str(number))
    later = timezone.now() + BUNDLED_FOR
    claimed = claim_next(later)
    put_back(claimed, ConnectionRefusedError(), later)
    rows = Outbox.objects.values_list("claimed_until", "last_error", "attempts")
    assert [*rows] == [(None, "ConnectionRefusedError", 1)] * 3
    assert deliver_due(now=later + BUNDLED_FOR) == 1
    assert mail.outbox[0].subject == "[格尔木招商网] 新咨询 3 条，请在承诺时间前答复"
    assert mail.outbox[0].extra_headers["Message-ID"] == claimed.message_id


@two_transactions
def test_two_workers_do_not_share_a_bundle_between_them(site, officer, full_hour):
    later = timezone.now() + BUNDLED_FOR
    for number in range(3):
        owe_for_new(LeadFactory(site=site), occasion=str(number))
    with uncommitted(lambda: claim_next(later)):
        assert claim_next(later) is None
    assert [*Outbox.objects.values_list("claimed_until", flat=True)] == [None] * 3


@two_transactions
def test_enquiries_at_once_make_one_bundle(site, officer, full_hour):
    """Neither sees the other's row: whatever each makes of it, one mail goes out."""
    with uncommitted(lambda: owe_for_new(LeadFactory(site=site), occasion="a")):
        owe_for_new(LeadFactory(site=site), occasion="b")
    assert deliver_due(now=timezone.now() + BUNDLED_FOR) == 1
    assert mail.outbox[0].subject == "[格尔木招商网] 新咨询 2 条，请在承诺时间前答复"
