"""An enquiry whose visitor looks after what is kept about him."""

import pytest
from django.urls import reverse

from leads import tokens
from leads.default_clocks import ensure_clock_rules
from leads.default_stages import ensure_lost_reasons
from leads.default_topics import ensure_topics
from tests.leads.marks import in_browser


@pytest.fixture(autouse=True)
def rows_of_the_office(db):
    """The migrations' rows; a test with real transactions empties all tables afterwards."""
    ensure_topics()
    ensure_lost_reasons()
    ensure_clock_rules()


@pytest.fixture
def client(client):
    return in_browser(client)


@pytest.fixture
def take(client, site, lead):
    """take(step, proof="code", **data) → the answer to a step of the visitor's."""

    def post(step, *, proof="code", **data):
        ticket = tokens.new_ticket(lead.reference, proof)
        url = reverse("lead_status", args=[site.slug])
        return client.post(url, {"step": step, "ticket": ticket} | data)

    return post
