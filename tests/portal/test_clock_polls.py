"""Clocks of an open page are drawn anew by the server each minute, of one's own enquiries alone."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db
PAGE = reverse("desk_clocks")


@pytest.fixture
def late(site):
    now = timezone.now()
    day = datetime.timedelta(days=1)
    return LeadFactory(site=site, received_at=now - 9 * day, due_at=now - 2 * day)


def poll_of(page):
    [url] = re.findall(r'hx-get="(/admin/clocks/[^"]+)"', page.text)
    return url.replace("&amp;", "&")


@pytest.mark.parametrize("name", ["admin:index", "admin:leads_lead_changelist"])
def test_page_asks_for_the_clocks_it_shows(client, staff, site, late, name):
    client.force_login(staff("officer", site.region))
    shown = client.get(reverse(name))
    assert shown.text.count(f'id="clock-{late.pk}"') == 1
    assert poll_of(shown) == f"{PAGE}?lead={late.pk}"
    clock = client.get(poll_of(shown)).text
    assert f'<span id="clock-{late.pk}" data-hx-swap-oob="true">' in clock
    assert ("clock--late" in clock, "逾期 2\xa0天" in clock) == (True, True)


def test_page_without_enquiries_asks_nothing(client, staff, site):
    client.force_login(staff("editor", site.region))
    assert "hx-get" not in client.get(reverse("admin:index")).text


def test_clocks_are_of_enquiries_that_one_may_see(client, staff, site, other_site, late):
    for role, place in (("officer", other_site), ("editor", site)):
        client.force_login(staff(role, place.region))
        assert client.get(PAGE, {"lead": late.pk}).text.strip() == ""
    client.logout()
    assert client.get(PAGE, {"lead": late.pk}).status_code == 302


@pytest.mark.parametrize("lead", [[], ["x"], ["\x00"], ["1" * 30], ["-1"], ["²"]])
def test_made_up_numbers_are_refused(client, superuser, lead):
    client.force_login(superuser)
    assert client.get(PAGE, {"lead": lead}).status_code == 400


def test_looking_at_clocks_prolongs_no_session(client, staff, site, late):
    client.force_login(staff("officer", site.region))
    client.get(reverse("admin:index"))
    assert "sessionid" not in client.get(PAGE, {"lead": late.pk}).cookies
    assert any("session" in name for name in client.get(reverse("admin:index")).cookies)
