"""Each working morning whoever answers is told how much is due, once, and nobody else is."""

import datetime

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from leads.models import Digest, NoticePreferences
from leads.notifications.digests import due_of, plan_digests, send_digests
from tests.leads.factories import CalendarPeriodFactory, LeadFactory
from tests.leads.test_delivery import BACKEND, TroubledBackend

ROOT = settings.PUBLIC_URL
HOUR = datetime.timedelta(hours=1)
MONDAY = datetime.date(2026, 11, 30)


def at(hour, minute=0, day=MONDAY):
    moment = datetime.datetime.combine(day, datetime.time(hour, minute))
    return timezone.make_aware(moment)


MORNING = at(8, 31)


@pytest.fixture(autouse=True)
def _half_past_eight(settings):
    settings.DIGEST_AT = datetime.time(8, 30)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, email="officer@example.com")


def lead_due(site, due_at, **values):
    received = due_at - 24 * HOUR
    return LeadFactory(site=site, received_at=received, due_at=due_at, **values)


def test_digest_counts_what_is_due_and_tells_of_nobody(
    officer, staff, site, other_site, mailoutbox
):
    lead_due(site, MORNING - HOUR, owner=officer, company="canary")
    lead_due(site, at(18), owner=officer, stage="contacted")
    lead_due(site, at(18, day=MONDAY + datetime.timedelta(days=2)), owner=officer)
    lead_due(site, at(18), owner=None)
    lead_due(other_site, at(18), owner=None)
    staff("editor", site.region, email="editor@example.com")
    assert plan_digests(now=MORNING) == 1
    assert send_digests(now=MORNING) == 1
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (
        ["officer@example.com"],
        "今天的咨询：逾期没有答复 1 条 等",
    )
    assert mail.body == (
        "早上好，今天等您办的：\n\n"
        "· 逾期没有答复：1 条\n· 今天要答复：1 条\n· 没有安排下一步：1 条\n· 还没有人负责：1 条\n\n"
        f"登录后查看：\n{ROOT}/admin/leads/lead/?box=mine\n\n"
        f"不想收这封汇总，可以在这里关掉：\n{ROOT}/admin/preferences/notices/\n"
    )
    assert (plan_digests(now=MORNING + HOUR), send_digests(now=MORNING + HOUR)) == (0, 0)


@pytest.mark.parametrize(
    ("now", "planned"),
    [
        (at(8, 29), 0),
        (at(11, 59), 1),
        (at(12), 0),
        (at(9, day=MONDAY - datetime.timedelta(days=1)), 0),  # a Sunday
        (at(9, day=datetime.date(2031, 1, 23)), 0),  # a day off that staff have entered
    ],
)
def test_digest_comes_on_working_mornings_only(officer, site, now, planned):
    CalendarPeriodFactory(first_on=datetime.date(2031, 1, 23))
    lead_due(site, now - HOUR, owner=officer)
    assert plan_digests(now=now) == planned


def test_nobody_hears_of_nothing_nor_who_declined_or_has_no_mailbox(officer, staff, site):
    declined = staff("officer", site.region, email="declined@example.com")
    NoticePreferences.objects.create(user=declined, has_digest=False)
    without = staff("officer", site.region, email="")
    for user in (declined, without):
        lead_due(site, MORNING - HOUR, owner=user)
    assert plan_digests(now=MORNING) == 0
    assert list(Digest.objects.values_list("user", "is_needed")) == [(officer.pk, False)]
    assert due_of(declined, MORNING) == {"逾期没有答复": 1}


def test_digest_off_by_the_setting(officer, site, settings):
    settings.DIGEST_AT = None
    lead_due(site, MORNING - HOUR, owner=officer)
    assert plan_digests(now=MORNING) == 0


def test_mail_server_down_till_noon_leaves_no_late_digest(officer, site, settings, mailoutbox):
    lead_due(site, MORNING - HOUR, owner=officer)
    plan_digests(now=MORNING)
    settings.MAILERS = {"default": {"BACKEND": BACKEND}}
    TroubledBackend.troubles, TroubledBackend.arrived = [ConnectionRefusedError()] * 2, []
    assert [send_digests(now=MORNING), send_digests(now=MORNING + HOUR)] == [0, 0]
    digest = Digest.objects.get()
    assert (digest.attempts, digest.last_error) == (2, "ConnectionRefusedError")
    assert send_digests(now=at(12, 5)) == 0
    digest.refresh_from_db()
    assert (digest.given_up_at, TroubledBackend.arrived) == (at(12, 5), [])


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({}, "leads_digest_once_a_day"),
        (
            {"due_on": MONDAY - 24 * HOUR, "sent_at": MORNING, "given_up_at": MORNING},
            "leads_digest_sent_or_given_up",
        ),
    ],
)
def test_digest_is_once_a_day_and_has_one_end(officer, wrong, constraint):
    Digest.objects.create(user=officer, due_on=MONDAY)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Digest.objects.create(**({"user": officer, "due_on": MONDAY} | wrong))
