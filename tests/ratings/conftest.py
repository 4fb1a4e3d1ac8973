"""An enquiry that is over, its officer, and the visitor who reads its page."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from leads.default_clocks import ensure_clock_rules
from leads.default_topics import ensure_topics
from leads.proofs import code_of
from tests.leads.factories import LeadFactory
from tests.leads.marks import in_browser


@pytest.fixture(autouse=True)
def rows_of_the_office(db):
    """The migrations' rows; a test with real transactions empties all tables afterwards."""
    ensure_topics()
    ensure_clock_rules()


@pytest.fixture
def client(client):
    return in_browser(client)


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李", email="li@example.com")


@pytest.fixture
def manager(staff, site):
    return staff("manager", site.region, first_name="老王", email="wang@example.com")


@pytest.fixture
def closed(site, officer):
    """closed(**changes) → an enquiry that ended an hour ago."""

    def make(**changes):
        now = timezone.now()
        received_at = now - datetime.timedelta(days=2)
        words = {"received_at": received_at, "first_reply_at": now, "closed_at": now}
        words |= {"stage": "closed", "ended_in": "answered", "owner": officer}
        return LeadFactory(site=site, **words | changes)

    return make


@pytest.fixture
def visitor(client, site):
    """visitor(lead, step, **data) → what the page of progress answers."""
    status = reverse("lead_status", args=[site.slug])

    def post(lead, step="", **data):
        client.logout()
        page = client.post(status, {"reference": lead.reference, "proof": code_of(lead.reference)})
        if not step:
            return page
        return client.post(status, {"ticket": page.context["ticket"], "step": step} | data)

    return post
