"""外出与代办: entered by oneself, or by who answers for the officers."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from leads.models import Absence


@pytest.fixture
def url():
    return reverse("admin:leads_lead_absences")


@pytest.fixture
def days():
    """days(first, last) → what the form sends, counted from today."""

    def make(first=1, last=3, **more):
        today = timezone.localdate()
        first, last = (today + datetime.timedelta(days=n) for n in (first, last))
        return {"first_on": first.isoformat(), "last_on": last.isoformat(), "stand_in": ""} | more

    return make


def test_officer_enters_and_takes_back_the_own_absence_and_nobody_elses(
    client, url, days, site, other_site, staff
):
    officer, colleague = staff("officer", site.region), staff("officer", site.region)
    client.force_login(officer)
    assert client.post(url, days(person=colleague.pk)).status_code == 400
    assert client.post(url, days(person=officer.pk, stand_in=colleague.pk)).status_code == 302
    row = Absence.objects.get()
    assert (row.person, row.stand_in) == (officer, colleague)
    foreign = Absence.objects.create(
        person=colleague, first_on=timezone.localdate(), last_on=timezone.localdate()
    )
    assert client.post(url, {"remove": foreign.pk}).status_code == 404
    assert client.post(url, {"remove": "x"}).status_code == 404
    assert client.post(url, {"remove": row.pk}).status_code == 302
    assert list(Absence.objects.all()) == [foreign]


def test_chief_enters_those_of_the_region_alone(client, url, days, site, other_site, staff):
    own, foreign = staff("officer", site.region), staff("officer", other_site.region)
    client.force_login(staff("manager", site.region))
    assert client.post(url, days(person=own.pk)).status_code == 302
    assert client.post(url, days(person=foreign.pk)).status_code == 400
    assert client.post(url, days(person=own.pk, stand_in=foreign.pk)).status_code == 400
    assert [row.person for row in Absence.objects.all()] == [own]
    client.force_login(staff("editor", site.region))
    assert client.get(url).status_code == client.post(url, {}).status_code == 403


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"first_on": ""}, "请填第一天"),
        ({"first_on": "昨天"}, None),
        ({"first": 3, "last": 1}, "最后一天不能早于第一天"),
        ({"first": -3, "last": -1}, "这几天已经过去了"),
        ({"first": 1, "last": 900}, "最长一年，请核对年份"),
        ({"stand_in": "self"}, "代办的人不能是本人"),
    ],
)
def test_mistake_is_said_and_what_was_typed_stays(client, url, days, site, staff, sent, said):
    officer = staff("officer", site.region)
    client.force_login(officer)
    sent = {name: officer.pk if value == "self" else value for name, value in sent.items()}
    page = client.post(url, days(person=officer.pk, **sent))
    assert page.status_code == 400
    errors = [error for field in page.context["form"] for error in field.errors]
    assert errors == [said] if said else len(errors) == 1
    assert Absence.objects.count() == 0
