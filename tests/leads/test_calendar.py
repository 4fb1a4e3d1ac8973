"""Days off and working weekends that the system administrator enters."""

import datetime

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from leads.deadlines import OFFICE, Hours
from leads.models import CalendarPeriod, Lead, OfficeHours
from tests.leads.factories import CalendarPeriodFactory

ADD = reverse("admin:leads_calendarperiod_add")
NEW_YEAR = {"first_on": "2031-01-23", "last_on": "2031-01-29", "name": "春节"}


def day(number):
    return datetime.date(2031, 1, number)


def test_enquiry_is_promised_by_what_is_entered(send):
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    last = tomorrow + datetime.timedelta(days=20)
    CalendarPeriodFactory(first_on=tomorrow, last_on=last)
    worked = last + datetime.timedelta(days=1)
    CalendarPeriodFactory(first_on=worked, is_working=True)
    send()
    assert timezone.localdate(Lead.objects.get().due_at) == worked


def test_days_of_periods_are_counted_one_by_one(db):
    CalendarPeriodFactory(first_on=day(1), last_on=day(3))
    CalendarPeriodFactory(first_on=day(19), is_working=True)
    assert CalendarPeriod.objects.days_after(day(3)) == {day(19): True}
    assert CalendarPeriod.objects.days_after(day(2)) == {
        day(1): False,
        day(2): False,
        day(3): False,
        day(19): True,
    }


def test_administrator_enters_a_holiday(client, superuser):
    client.force_login(superuser)
    assert client.post(ADD, NEW_YEAR).status_code == 302
    period = CalendarPeriod.objects.get()
    assert (period.first_on, period.last_on, period.is_working) == (day(23), day(29), False)
    assert str(period) == "春节 2031-01-23（放假）"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"last_on": "2031-01-22"}, "最后一天不能早于第一天，也不能超过 31 天，请核对年份。"),
        ({"last_on": "2032-01-29"}, "最后一天不能早于第一天，也不能超过 31 天，请核对年份。"),
        (
            {"last_on": "2031-01-30", "closes_at": "12:30"},
            "填了几点下班，就要勾选“上班”；放假的日子请不要填。",
        ),
        (
            {"first_on": "2031-01-29", "last_on": "2031-02-02"},
            "这几天里有的已经录入过，请改已有的那一行。",
        ),
    ],
)
def test_wrong_days_are_told_and_the_form_comes_back_filled(client, superuser, change, sentence):
    CalendarPeriodFactory(first_on=day(25), last_on=day(29))
    client.force_login(superuser)
    response = client.post(ADD, NEW_YEAR | {"first_on": "2031-01-30"} | change)
    form = response.context["adminform"].form
    assert [str(error) for errors in form.errors.values() for error in errors] == [sentence]
    assert form["name"].value() == "春节"
    assert CalendarPeriod.objects.count() == 1


@pytest.mark.parametrize(
    ("first", "last", "constraint"),
    [
        (day(5), day(4), "leads_calendarperiod_in_order"),
        (day(5), datetime.date(2031, 3, 5), "leads_calendarperiod_in_order"),
        (day(3), day(7), "leads_calendarperiod_each_day_once"),
    ],
)
def test_database_guards_the_calendar(db, first, last, constraint):
    CalendarPeriodFactory(first_on=day(1), last_on=day(3))
    with pytest.raises(IntegrityError, match=constraint):
        CalendarPeriodFactory(first_on=first, last_on=last)


def test_half_days_are_entered_with_their_end(client, superuser):
    client.force_login(superuser)
    half = {"first_on": "2031-01-22", "last_on": "2031-01-22", "name": "除夕", "is_working": "on"}
    assert client.post(ADD, half | {"closes_at": "12:30"}).status_code == 302
    assert CalendarPeriod.objects.days_after(day(21)) == {day(22): datetime.time(12, 30)}
    with pytest.raises(IntegrityError, match="leads_calendarperiod_half_days_are_worked"):
        CalendarPeriod.objects.update(is_working=False)


def test_chief_enters_when_the_office_works(client, site, staff):
    client.force_login(staff("manager", site.region))
    url = reverse("admin:leads_officehours_add")
    words = {"site": site.pk, "opens_at": "08:30", "closes_at": "18:00"}
    refused = client.post(url, words | {"noon_from": "14:30", "noon_to": "12:00"})
    errors = refused.context["adminform"].form.errors
    assert errors == {"__all__": ["上班要早于下班，午休要在两者之间，并且先开始后结束。"]}
    assert OfficeHours.objects.of(site) == OFFICE
    assert client.post(url, words | {"noon_from": "12:00", "noon_to": "14:30"}).status_code == 302
    hours = [datetime.time(*parts) for parts in ((8, 30), (18,), (12,), (14, 30))]
    assert OfficeHours.objects.of(site) == Hours(*hours[:2], tuple(hours[2:]))
    with pytest.raises(IntegrityError, match="leads_officehours_in_order"):
        OfficeHours.objects.update(noon_to=None)
