"""Many phones unmasked in a row: a reason is asked, and the managers are told."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from leads import actions
from leads.models import ContactView, Outbox
from leads.notifications.mails import compose
from leads.retention import erase
from tests.leads.factories import LeadFactory
from tests.rewritten import rewritten

MOST = ContactView.MAX_WITHOUT_REASON
REFUSAL = "您一小时内已查看 20 条联系方式，继续查看请写明理由；本地区的负责人会收到通知。"


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, email="officer@example.com")


@pytest.fixture
def busy(officer, lead):
    """An officer who has seen twenty contacts within the hour, none of them just now."""
    at = timezone.now() - datetime.timedelta(minutes=15)
    ContactView.objects.bulk_create(
        [ContactView(lead=lead, by=officer, viewed_at=at) for _ in range(MOST)]
    )
    return officer


@pytest.fixture
def click(client, lead):
    """click(user, reason=…) → the page after 显示联系方式."""

    def post(user, **data):
        client.force_login(user)
        address = reverse("admin:leads_lead_step", args=[lead.pk, "reveal"])
        return client.post(address, data, follow=True)

    return post


def said(page):
    return [str(message) for message in page.context["messages"]]


def test_twenty_an_hour_are_asked_for_no_reason_and_the_next_is(click, officer, site, lead):
    for _ in range(MOST - 1):
        actions.reveal_contact(lead=LeadFactory(site=site), by=officer)
    assert lead.phone in click(officer).text
    with rewritten(ContactView) as views:
        views.update(viewed_at=timezone.now() - datetime.timedelta(minutes=15))
    page = click(officer)
    assert (said(page), lead.phone in page.text) == ([REFUSAL], False)
    assert 'name="reason"' in page.text
    assert ContactView.objects.count() == MOST


def test_reason_is_stored_shown_and_told_to_the_managers_once(click, busy, staff, site, lead):
    staff("manager", site.region, email="chief@example.com")
    for reason in ("停电后逐一回访", "还在回访"):
        page = click(busy, reason=reason)
    assert lead.phone in page.text
    views = ContactView.objects.filter(has_reason=True).order_by("pk")
    assert [view.reason for view in views] == ["停电后逐一回访", "还在回访"]
    told = [entry.body for entry in page.context["entries"] if entry.what == "查看联系方式的理由"]
    assert told == ["还在回访", "停电后逐一回访"]
    mail = Outbox.objects.get(kind="unmasked")
    assert mail.recipient == "chief@example.com"
    text = compose(mail)
    assert reverse("admin:leads_lead_contact_views") in text.body
    assert [
        word for word in (lead.phone, busy.username, lead.contact_name) if word in text.body
    ] == []


def test_manager_who_sees_many_is_told_to_the_one_above(staff, site, lead, prefecture):
    manager = staff("manager", site.region, email="chief@example.com")
    staff("manager", prefecture, email="above@example.com")
    ContactView.objects.bulk_create([ContactView(lead=lead, by=manager) for _ in range(MOST)])
    actions.reveal_contact(lead=lead, by=manager, reason="回访")
    assert [mail.recipient for mail in Outbox.objects.all()] == ["above@example.com"]


def test_lone_manager_who_sees_many_is_told_to_the_auditors(staff, site, other_site, lead):
    manager = staff("manager", site.region, email="chief@example.com")
    staff("auditor", site.region, username="auditor", email="auditor@example.com")
    staff("auditor", other_site.region, username="elsewhere", email="elsewhere@example.com")
    ContactView.objects.bulk_create([ContactView(lead=lead, by=manager) for _ in range(MOST)])
    actions.reveal_contact(lead=lead, by=manager, reason="回访")
    told = Outbox.objects.filter(kind="unmasked").values_list("recipient", flat=True)
    assert list(told) == ["auditor@example.com"]


def test_measure_is_of_an_account_and_of_an_hour(click, busy, staff, site, lead):
    assert lead.phone in click(staff("officer", site.region)).text
    with rewritten(ContactView) as views:
        views.update(viewed_at=timezone.now() - datetime.timedelta(minutes=61))
    assert lead.phone in click(busy).text
    assert not Outbox.objects.exists()


def test_reason_that_is_too_long_comes_back_filled_in(click, busy):
    page = click(busy, reason="理" * 201)
    assert (page.status_code, "最多 200 字，现在有 201 字" in page.text) == (400, True)
    assert "理" * 201 in page.text
    assert ContactView.objects.count() == MOST


@pytest.mark.parametrize("reason", ["", "  ", "\u200b\u200b", "\0", "x", "。。。。", "_ _"])
def test_reason_that_says_nothing_is_none(click, busy, reason):
    click(busy, reason=reason)
    assert ContactView.objects.count() == MOST


@pytest.mark.django_db(transaction=True)
def test_forty_at_once_are_counted_one_after_the_other(officer, site, lead):
    """Seven phones were unmasked in 0.4 s; as many requests at once do not slip through."""

    def reveal(one):
        try:
            actions.reveal_contact(lead=one, by=officer)
        except actions.LeadConflict:
            return False
        finally:
            connection.close()
        return True

    leads = [LeadFactory(site=site) for _ in range(2 * MOST)]
    with ThreadPoolExecutor(8) as pool:
        shown = list(pool.map(reveal, leads))
    assert (shown.count(True), ContactView.objects.count()) == (MOST, MOST)


def test_who_saw_a_contact_is_known_after_it_is_erased(client, busy, staff, site, lead):
    actions.reveal_contact(lead=lead, by=busy, reason="canary 13800001234")
    erase(lead=lead, now=timezone.now())
    rows = ContactView.objects.filter(lead=lead)
    assert {(row.by, row.reason) for row in rows} == {(busy, "")}
    assert rows.filter(has_reason=True).count() == 1
    client.force_login(staff("auditor", site.region))
    page = client.get(reverse("admin:leads_lead_change", args=[lead.pk]))
    told = [entry.what for entry in page.context["entries"]]
    assert told.count("查看了联系方式") == MOST + 1
    assert "canary" not in page.text
