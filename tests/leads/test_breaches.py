"""Who is told of what is late: the owner at once, the chief after half a day, once each."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from leads.models import Lead, Outbox
from leads.notifications.breaches import tell_of_breaches
from leads.notifications.mails import compose
from tests.leads.factories import LeadFactory


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
