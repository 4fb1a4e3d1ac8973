"""An enquiry that a visit can be arranged for."""

import pytest

from leads.default_clocks import ensure_clock_rules
from leads.default_topics import ensure_topics
from tests.factories import ListingFactory
from tests.leads.factories import LeadFactory
from tests.leads.marks import in_browser
from visits.default_refusals import ensure_refusal_reasons


@pytest.fixture(autouse=True)
def rows_of_the_office(db):
    """The migrations' rows; a test with real transactions empties all tables afterwards."""
    ensure_topics()
    ensure_clock_rules()
    ensure_refusal_reasons()


@pytest.fixture
def client(client):
    return in_browser(client)


@pytest.fixture
def places(site):
    """Three published listings: 甲, 乙, 丙."""
    return [
        ListingFactory(region=site.region, title=title, code=f"T-{number}")
        for number, title in enumerate("甲乙丙", start=1)
    ]


@pytest.fixture
def lead(site):
    return LeadFactory(site=site, phone="13800001234", first_reply_at=None)
