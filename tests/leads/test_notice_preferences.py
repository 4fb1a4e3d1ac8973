"""Who asked for quiet is told afterwards, in one mail."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from leads.models import NoticePreferences, Outbox
from leads.notifications.delivery import deliver_due
from leads.notifications.outbox import owe_for_new
from tests.leads.factories import LeadFactory

MIDNIGHT = datetime.time(0)


def at(hour, minute=0, *, days=0):
    day = timezone.localdate() + datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


def clock(text):
    return text and datetime.time.fromisoformat(text)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, email="officer@example.com")


@pytest.mark.parametrize(
    ("start", "end", "quiet"),
    [
        ("22:00", "07:30", [0, 7, 22, 23]),
        ("12:00", "14:00", [12, 13]),
        ("00:00", "07:00", [0]),
        (None, None, []),
    ],
)
def test_hours_of_quiet_also_over_midnight(officer, start, end, quiet):
    NoticePreferences.objects.create(user=officer, quiet_from=clock(start), quiet_until=clock(end))
    hours = [0, 7, 8, 12, 13, 14, 21, 22, 23]
    found = [hour for hour in hours if NoticePreferences.objects.quiet(at(hour)).exists()]
    assert found == quiet


def test_mails_of_the_quiet_hours_come_afterwards_as_one(officer, site, mailoutbox):
    """All day but the hour that is two hours away."""
    now = timezone.localtime()
    over = (now + datetime.timedelta(hours=2)).replace(minute=0, second=0, microsecond=0)
    loud = over.time(), (over + datetime.timedelta(hours=1)).time()
    NoticePreferences.objects.create(user=officer, quiet_from=loud[1], quiet_until=loud[0])
    for number in range(3):
        owe_for_new(LeadFactory(site=site, email=""), occasion=f"{number}")
    assert deliver_due() == 0
    assert [row.kind for row in Outbox.objects.all()] == ["new_leads"] * 3
    assert deliver_due(now=over + datetime.timedelta(minutes=1)) == 1
    [mail] = mailoutbox
    assert mail.subject == f"[{site.name}] 新咨询 3 条，请在承诺时间前答复"
    assert Outbox.objects.unsent().count() == 0


@pytest.mark.parametrize(("start", "end"), [("22:00", None), (None, "07:00"), ("08:00", "08:00")])
def test_quiet_has_two_ends(officer, start, end):
    kept = NoticePreferences(user=officer, quiet_from=clock(start), quiet_until=clock(end))
    with pytest.raises(ValidationError) as refused:
        kept.full_clean()
    assert set(refused.value.message_dict) >= {"quiet_until"}
    constraint = "leads_noticepreferences_quiet_has_both_ends"
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        kept.save()
