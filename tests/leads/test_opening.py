"""Open now, or when: by the office's hours and the calendar, never by a guess."""

import datetime

import pytest
from django.utils import timezone

from leads.actions.clocks import due_at
from leads.deadlines import OFFICE, Hours, in_words
from leads.models import CalendarPeriod, OfficeHours
from leads.opening import opening_at
from tests.leads.factories import CalendarPeriodFactory

HOURS = Hours(datetime.time(8, 30), datetime.time(18), (datetime.time(12), datetime.time(14, 30)))
FRIDAY = datetime.date(2031, 3, 14)  # no calendar of that year is known: weekends are off


@pytest.mark.parametrize(
    ("day", "hour", "is_open", "words"),
    [
        (0, "08:29", False, "今天 8:30 开门"),
        (0, "08:30", True, "现在上班，12:00 为止"),
        (0, "12:00", False, "今天 14:30 开门"),
        (0, "17:59", True, "现在上班，18:00 为止"),
        (0, "18:00", False, "周二 8:30 开门"),
        (3, "10:00", False, "明天 8:30 开门"),
    ],
)
def test_hours_breaks_weekends_and_entered_days(day, hour, is_open, words):
    moment = datetime.datetime.combine(
        FRIDAY + datetime.timedelta(days=day), datetime.time.fromisoformat(hour)
    )
    entered = {FRIDAY + datetime.timedelta(days=3): False}
    opening = opening_at(timezone.make_aware(moment), working_days=1, entered=entered, hours=HOURS)
    assert (opening.is_open, opening.words) == (is_open, words)
    assert "最迟 3\u00a0月\u00a018\u00a0日（周二）18:00 前答复" in opening.promise


def test_what_is_promised_is_what_the_enquiry_will_hold(site):
    """Of an office that closes early, too: the promise is the site's."""
    short = {"opens_at": datetime.time(9), "closes_at": datetime.time(16)}
    OfficeHours.objects.create(site=site, **short)
    now = timezone.make_aware(datetime.datetime.combine(FRIDAY, datetime.time(10)))
    entered = {}
    hours = Hours(datetime.time(9), datetime.time(16), None)
    days = site.reply_working_days
    opening = opening_at(now, working_days=days, entered=entered, hours=hours)
    assert f"最迟 {in_words(due_at(site, now))} 前答复" in opening.promise


def test_no_working_day_in_sight_says_nothing():
    days = (FRIDAY + datetime.timedelta(days=number) for number in range(500))
    now = timezone.make_aware(datetime.datetime.combine(FRIDAY, datetime.time(10)))
    opening = opening_at(now, working_days=0, entered=dict.fromkeys(days, False), hours=HOURS)
    assert (opening.is_open, opening.words) == (False, "")


def test_hours_and_days_are_read_at_once(site, other_site, django_assert_num_queries):
    hours = {"opens_at": HOURS.opens, "closes_at": HOURS.closes}
    OfficeHours.objects.create(site=site, noon_from=HOURS.noon[0], noon_to=HOURS.noon[1], **hours)
    day = datetime.timedelta(days=1)
    CalendarPeriodFactory(first_on=FRIDAY, last_on=FRIDAY + day)
    short = {"is_working": True, "closes_at": datetime.time(12, 30)}
    CalendarPeriodFactory(first_on=FRIDAY + 3 * day, last_on=FRIDAY + 3 * day, **short)
    entered = CalendarPeriod.objects.days_after(FRIDAY)
    with django_assert_num_queries(1):
        assert OfficeHours.objects.with_days(site, FRIDAY) == (HOURS, entered)
    assert OfficeHours.objects.with_days(other_site, FRIDAY) == (OFFICE, entered)
    assert entered == {
        FRIDAY: False,
        FRIDAY + day: False,
        FRIDAY + 3 * day: datetime.time(12, 30),
    }
