"""An enquiry with needs, two public places it asks about, and the officer who answers it."""

import pytest
from django.urls import reverse

from leads.default_clocks import ensure_clock_rules
from leads.default_topics import ensure_topics
from leads.lead_needs import keep_needs
from leads.proofs import code_of
from tests.factories import ListingFactory
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
    return staff("officer", site.region, first_name="小李")


@pytest.fixture
def places(site):
    """A hall that is leased and another, dearer."""
    rent = {"kind": "factory", "offer": "lease", "price_unit": "yuan_per_sqm_month"}
    return [
        ListingFactory(
            region=site.region,
            title=f"{name}厂房",
            code=f"F-{number}",
            area_sqm=area,
            price_amount=price,
            **rent,
        )
        for number, (name, area, price) in enumerate((("甲", 3000, 10), ("乙", 1000, 12)), start=1)
    ]


@pytest.fixture
def asked(site, places, officer):
    """Of 赵女士, who needs 2,000 ㎡ at least."""
    lead = LeadFactory(site=site, email="zhao@example.com", owner=officer, has_code=True)
    keep_needs(lead, {"kind": "factory", "area_min": "2000", "area_unit": "sqm"})
    for number, place in enumerate(places, start=1):
        lead.lead_listings.create(listing=place, label=place.title, position=number)
    return lead


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
