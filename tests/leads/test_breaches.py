"""Who is told of what is late: the owner at once, the chief after half a day, once each."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from leads.models import Lead, Outbox
from leads.notifications.breaches import tell_of_breaches, tell_of_promises
from leads.notifications.mails import compose
from tests.leads.factories import LeadFactory, PromiseFactory


def at(day, hour, minute=0):
    return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def lead(site, staff):
    owner = staff("officer", site.region, email="li@example.com")
    staff("manager", site.region, email="chief@example.com")
    values = {"received_at": at(20, 10), "due_at": at(23, 18), "owner": owner}
    return LeadFactory(site=site, **values)


def told():
    return list(Outbox.objects.order_by("pk").values_list("kind", "recipient"))


@pytest.mark.parametrize("what", ["promise", "clock"])
def test_owner_hears_at_once_and_the_chief_after_four_working_hours(lead, what):
    if what == "clock":
        lead.clocks.create(kind="assess", days=3, started_at=at(20, 10), due_at=at(23, 18))
        Lead.objects.update(first_reply_at=at(20, 11), stage="assessing")
    for now, mails in (
        (at(23, 18), []),
        (at(23, 18, 1), ["li@example.com"]),
        (at(23, 23), ["li@example.com"]),
        (at(24, 12, 59), ["li@example.com"]),
        (at(24, 13), ["li@example.com", "chief@example.com"]),
        (at(25, 13), ["li@example.com", "chief@example.com"]),
    ):
        tell_of_breaches(now=now)
        assert told() == [("late", to) for to in mails]
    mail = compose(Outbox.objects.first())
    assert lead.reference in mail.subject
    assert "过了期限" in mail.subject


def test_what_was_answered_or_ended_is_nobodys_breach(lead):
    Lead.objects.update(first_reply_at=at(23, 10))
    lead.clocks.create(kind="assess", days=3, started_at=at(20, 10), due_at=at(23, 18))
    Lead.objects.update(stage="closed", closed_at=at(23, 11))
    assert tell_of_breaches(now=at(25, 10)) == 0


def test_further_question_is_a_deadline_of_its_own(lead):
    tell_of_breaches(now=at(23, 19))
    Lead.objects.update(first_reply_at=at(24, 9), follow_up_due_at=at(24, 18))
    assert tell_of_breaches(now=at(24, 18)) == 0
    assert tell_of_breaches(now=at(24, 18, 1)) == 1


def test_many_at_once_are_told_together(lead, site):
    for _ in range(11):
        LeadFactory(site=site, received_at=at(20, 10), due_at=at(23, 18), owner=lead.owner)
    assert tell_of_breaches(now=at(23, 19)) == 12
    kinds = [kind for kind, _ in told()]
    assert kinds == ["late"] * 10 + ["lates"] * 2
    bundle = Outbox.objects.filter(kind="lates").first()
    assert compose(bundle).subject.endswith("过了期限的咨询 1 条，请马上处理")


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (26, {24: 0, 25: 1, 26: 1}),  # Thursday: on Wednesday
        (23, {19: 0, 20: 1, 23: 1}),  # Monday: on Friday
    ],
)
def test_promise_is_told_48_hours_and_a_working_day_before(lead, due, days):
    Lead.objects.update(first_reply_at=at(20, 11))
    row = PromiseFactory(lead=lead, owner=lead.owner, due_on=at(due, 0).date())
    type(row).objects.update(created_at=at(18, 10))
    for day, count in days.items():
        tell_of_promises(now=at(day, 9))
        assert told() == [("promise", "li@example.com")] * count
    assert compose(Outbox.objects.get()).subject.endswith(f"对 {lead.reference} 的承诺快到期了")


def test_what_is_promised_for_tomorrow_is_not_told_the_same_day(lead):
    row = PromiseFactory(lead=lead, due_on=at(25, 0).date())
    type(row).objects.update(created_at=at(24, 10))
    assert (tell_of_promises(now=at(24, 17)), tell_of_promises(now=at(25, 9))) == (0, 1)


def test_broken_promise_is_told_like_a_deadline(lead):
    Lead.objects.update(first_reply_at=at(20, 11))
    PromiseFactory(lead=lead, due_on=at(23, 0).date())
    for now, mails in (
        (at(23, 23, 59), []),
        (at(24, 0, 1), ["li@example.com"]),
        (at(24, 12, 59), ["li@example.com"]),
        (at(24, 13), ["li@example.com", "chief@example.com"]),
        (at(26, 13), ["li@example.com", "chief@example.com"]),
    ):
        tell_of_breaches(now=now)
        assert told() == [("late", to) for to in mails]
    assert f"{lead.reference} 的承诺过了期限" in compose(Outbox.objects.first()).subject
