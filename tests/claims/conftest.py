"""Two regions that both talk to one company, an officer and a chief each."""

import pytest
from django.urls import reverse

from leads import actions
from tests.leads.factories import LeadFactory

COMPANY = "示例锂业（青海）有限公司"


@pytest.fixture
def officer(staff, site):
    return staff("officer", site.region, first_name="小李", email="li@example.com")


@pytest.fixture
def chief(staff, site):
    return staff("manager", site.region, email="chief@example.com")


@pytest.fixture
def other_officer(staff, other_site):
    return staff("officer", other_site.region, first_name="小白", email="bai@example.com")


@pytest.fixture
def other_chief(staff, other_site):
    return staff("manager", other_site.region, email="other-chief@example.com")


@pytest.fixture
def talk():
    """talk(site, by, …) → an enquiry of the company that somebody has answered by telephone."""

    def answered(site, by, now=None, **values):
        lead = LeadFactory(site=site, owner=by, **({"company": COMPANY} | values))
        actions.move(lead=lead, by=by, to_stage="contacted", stage_was="new", now=now)
        lead.refresh_from_db()
        return lead

    return answered


@pytest.fixture
def claim_page(client):
    """claim_page(user, lead, act, …) → the page after one of its forms; without `act` itself."""

    def get(user, lead, act="", **data):
        client.force_login(user)
        address = reverse("claim", args=[lead.pk])
        if not act:
            return client.get(address)
        return client.post(address, {"act": act} | data, follow=True)

    return get
