"""What waits in quarantine is told to the office within the hour, at most one mail an hour."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from leads import actions
from leads.models import Lead, Outbox
from leads.notifications.delivery import deliver_due
from leads.notifications.outbox import address_pending
from leads.notifications.quarantine import tell_of_quarantine
from leads.retention import erase
from tests.leads.factories import LeadFactory

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, email="officer@example.com")


def told():
    """(to, subject) of the mails that went out."""
    return [(*message.to, message.subject) for message in mail.outbox]


def test_worker_tells_the_office_how_many_wait_since_when(
    send, officer, client, settings, other_site
):
    settings.PUBLIC_URL = "https://invest.example.cn"
    LeadFactory(site=other_site)
    send(leave_blank="x", message="canary")
    send(message="http://a.example http://b.example http://c.example")
    first = Lead.objects.quarantined().earliest("pk")
    Lead.objects.filter(pk=first.pk).update(
        received_at=datetime.datetime(2026, 11, 23, 2, 5, tzinfo=datetime.UTC)
    )
    call_command("worker", once=True)
    assert told() == [("officer@example.com", "[格尔木招商网] 隔离区新到 2 条咨询，请看一眼")]
    tray = f"/admin/leads/lead/?box=quarantine&site__id__exact={first.site_id}"
    assert mail.outbox[0].body == (
        "隔离区新到 2 条咨询，最早的一条收到于 11\u00a0月\u00a023\u00a0日（周一）10:05。"
        "它们像垃圾信息，也可能是真人，没有另发提醒。隔离区里现在共有 2 条。\n\n"
        f"登录后查看，是真人的请移出隔离区：\nhttps://invest.example.cn{tray}\n"
    )
    client.force_login(officer)
    rows = client.get(tray).context["cl"].result_list
    assert sorted(lead.pk for lead in rows) == sorted(
        Lead.objects.quarantined().values_list("pk", flat=True)
    )


def test_one_mail_an_hour_while_something_new_waits(site, officer):
    now, told_at = timezone.now(), []
    for minute in range(0, 200, 10):
        if minute < 70:
            LeadFactory(site=site, is_quarantined=True)
        at = now + minute * MINUTE
        if tell_of_quarantine(now=at):
            told_at.append(minute)
            Outbox.objects.filter(sent_at=None).update(created_at=at, next_attempt_at=at)
        deliver_due(now=at)
    assert told_at == [0, 60]
    assert [subject for _, subject in told()] == [
        "[格尔木招商网] 隔离区新到 1 条咨询，请看一眼",
        "[格尔木招商网] 隔离区新到 6 条咨询，请看一眼",
    ]


def test_each_office_is_told_of_its_own(site, other_site, officer, staff):
    staff("officer", other_site.region, email="wulan@example.com")
    for place in (site, other_site, other_site):
        LeadFactory(site=place, is_quarantined=True)
    assert (tell_of_quarantine(), deliver_due()) == (2, 2)
    assert sorted(told()) == [
        ("officer@example.com", "[格尔木招商网] 隔离区新到 1 条咨询，请看一眼"),
        ("wulan@example.com", "[乌兰招商网] 隔离区新到 2 条咨询，请看一眼"),
    ]


def test_what_was_released_before_the_mail_went_out_is_not_counted(site, officer):
    first, _ = (LeadFactory(site=site, is_quarantined=True) for _ in range(2))
    tell_of_quarantine()
    actions.release(lead=first, by=officer)
    deliver_due()
    assert "[格尔木招商网] 隔离区新到 1 条咨询，请看一眼" in [s for _, s in told()]


def test_nobody_is_told_of_what_is_erased_or_accepted(site, officer):
    erase(lead=LeadFactory(site=site, is_quarantined=True), now=timezone.now())
    LeadFactory(site=site)
    assert (tell_of_quarantine(), Outbox.objects.count()) == (0, 0)


def test_office_without_an_address_is_told_once_it_has_one(site, staff):
    LeadFactory(site=site, is_quarantined=True)
    assert (tell_of_quarantine(), deliver_due()) == (1, 0)
    staff("manager", site.region, email="late@example.com")
    assert (address_pending(), deliver_due()) == (1, 1)
    assert [to for to, _ in told()] == ["late@example.com"]


def test_looking_costs_one_query_while_nothing_waits(site, django_assert_num_queries):
    LeadFactory(site=site)
    with django_assert_num_queries(3):  # a savepoint, the look and the savepoint's release
        tell_of_quarantine()


def test_where_many_come_in_the_office_is_told_every_ten_minutes(site, officer):
    now, told_at = timezone.now(), []
    for minute in range(0, 60, 5):
        for _ in range(15):
            LeadFactory(site=site, is_quarantined=True)
        at = now + minute * MINUTE
        if tell_of_quarantine(now=at):
            told_at.append(minute)
            Outbox.objects.filter(sent_at=None).update(created_at=at, next_attempt_at=at)
        deliver_due(now=at)
    assert told_at == [0, 10, 20, 30, 40, 50]
    assert [subject for _, subject in told()] == [
        "[格尔木招商网] 隔离区新到 15 条咨询，请看一眼",
        *["[格尔木招商网] 隔离区新到 30 条咨询，请看一眼"] * 5,
    ]


def test_spam_that_somebody_looked_at_is_told_no_more(site, officer):
    lead = LeadFactory(site=site, is_quarantined=True)
    actions.mark_as_spam(lead=lead, by=officer)
    assert tell_of_quarantine() == 0


def test_visitor_who_asks_again_is_looked_at_again(site, officer):
    lead = LeadFactory(site=site, is_quarantined=True)
    tell_of_quarantine()
    actions.mark_as_spam(lead=lead, by=officer)
    actions.ask_again(lead=lead, body="有人看到吗？", nonce="n")
    assert [*Lead.objects.unchecked()] == [lead]
    assert tell_of_quarantine(now=timezone.now() + 61 * MINUTE) == 1


def test_released_lead_keeps_its_promise_and_its_time_of_receipt(site, officer):
    lead = LeadFactory(site=site, is_quarantined=True, due_at=timezone.now() - MINUTE)
    times = lead.received_at, lead.due_at
    actions.release(lead=lead, by=officer)
    lead.refresh_from_db()
    assert (lead.received_at, lead.due_at) == times
    assert [*Lead.objects.overdue(timezone.now())] == [lead]


def test_mail_dated_by_a_clock_ahead_silences_nobody(site, officer):
    now = timezone.now()
    LeadFactory(site=site, is_quarantined=True)
    assert tell_of_quarantine(now=now) == 1
    Outbox.objects.update(created_at=now + datetime.timedelta(days=4 * 365))
    LeadFactory(site=site, is_quarantined=True)
    assert tell_of_quarantine(now=now + MINUTE) == 1


@pytest.mark.parametrize("is_quarantined", [False, True])
def test_promise_of_a_clock_ahead_is_due_now(site, officer, client, is_quarantined):
    ahead = timezone.now() + datetime.timedelta(days=4 * 365)
    good, wrong = (
        LeadFactory(site=site, is_quarantined=is_quarantined, received_at=at)
        for at in (timezone.now(), ahead)
    )
    now = timezone.now()
    assert (good.is_overdue(now), wrong.is_overdue(now)) == (False, True)
    open_ones = [] if is_quarantined else [wrong]
    assert list(Lead.objects.overdue(now)) == open_ones
    client.force_login(officer)
    page = client.get(f"/admin/leads/lead/{wrong.pk}/change/").text
    assert "期限不可信（服务器的时钟曾经走快），请现在处理" in page


def test_further_words_under_a_clock_ahead_are_due_now(site):
    now = timezone.now()
    ahead = now + datetime.timedelta(days=4 * 365)
    lead = LeadFactory(site=site, first_reply_at=now, follow_up_due_at=ahead)
    assert (lead.is_overdue(now), list(Lead.objects.overdue(now))) == (True, [lead])
