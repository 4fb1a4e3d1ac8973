"""Nobody's enquiry after four hours of work: told to the managers once, by mail and start page."""

import datetime

from django.core import mail
from django.utils import timezone

from leads import actions
from leads.deadlines import working_time_ago
from leads.models import Outbox
from leads.notifications.delivery import deliver_due
from leads.notifications.nobodys import tell_of_nobodys
from tests.leads.factories import LeadFactory

HOUR = datetime.timedelta(hours=1)


def at(day, hour, minute=0):
    return timezone.make_aware(datetime.datetime(2026, *day, hour, minute))


def test_working_time_ago_passes_over_nights_weekends_and_entered_days():
    span = 4 * HOUR
    assert working_time_ago(at((11, 25), 14), span) == at((11, 25), 10)
    assert working_time_ago(at((11, 25), 20), span) == at((11, 25), 14)
    assert working_time_ago(at((11, 30), 10), span) == at((11, 27), 15)  # Monday
    assert working_time_ago(at((11, 25), 3), span) == at((11, 24), 14)
    entered = {datetime.date(2026, 11, 24): False}
    assert working_time_ago(at((11, 25), 10), span, entered) == at((11, 23), 15)


def test_managers_are_told_of_each_once_in_one_mail_a_site(site, other_site, staff):
    chief = staff("manager", site.region, email="chief@example.com")
    officer = staff("officer", site.region, email="officer@example.com")
    times = {"received_at": at((11, 25), 9)}
    old = LeadFactory.create_batch(2, site=site, **times)
    LeadFactory(site=site, owner=officer, **times)
    LeadFactory(site=site, is_quarantined=True, **times)
    LeadFactory(site=site, received_at=at((11, 25), 12))
    LeadFactory(site=other_site, **times)
    now = at((11, 25), 14)
    assert [tell_of_nobodys(now=now), tell_of_nobodys(now=now)] == [2, 0]
    mails = Outbox.objects.filter(lead__site=site)
    assert [(row.kind, row.recipient) for row in mails] == [("nobody", "chief@example.com")]
    actions.claim(lead=old[0], by=officer, now=now)
    deliver_due()
    assert [message.subject for message in mail.outbox] == [f"[{site.name}] 1 条咨询还没有人负责"]
    assert f"box=nobody&site__id__exact={site.pk}" in mail.outbox[0].body
    actions.give_back(
        lead=old[0], by=chief, reason="专员请长假了", owner_was=officer.pk, now=at((11, 26), 9)
    )
    assert tell_of_nobodys(now=at((11, 26), 11)) == 1  # the one of noon
    assert tell_of_nobodys(now=at((11, 26), 14)) == 1  # told anew
