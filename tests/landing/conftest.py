"""A signed project with one node on its board."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from landing.models import LandingNode
from tests.leads.factories import LeadFactory


@pytest.fixture
def at():
    """at(day of November 2026, hour, minute)"""

    def moment(day, hour, minute=0):
        return datetime.datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo("Asia/Shanghai"))

    return moment


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李", email="li@example.com")


@pytest.fixture
def node(site, officer, staff, at):
    """Of somebody else than who owns the enquiry, due on a Wednesday."""
    owner = staff("officer", site.region, first_name="小王", email="wang@example.com")
    lead = LeadFactory(site=site, owner=officer, stage="signed", first_reply_at=timezone.now())
    return LandingNode.objects.create(lead=lead, owner=owner, name="环评", due_at=at(25, 18))


@pytest.fixture
def board(client, officer):
    """board(lead, act, …) → the page after one of its forms; without `act` the page itself."""
    client.force_login(officer)

    def get(lead, act="", query="", **data):
        address = reverse("admin:landing_board", args=[lead.pk]) + query
        if not act:
            return client.get(address)
        return client.post(address, {"act": act} | data, follow=True)

    return get
