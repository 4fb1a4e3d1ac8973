"""An enquiry that a visit can be arranged for."""

import pytest

from leads.default_clocks import ensure_clock_rules
from leads.default_topics import ensure_topics
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
