"""Numbers of enquiries on pages of other rooms."""

import pytest
from django.urls import reverse

from leads.models import LeadListing
from leads.templatetags.enquiry_tags import enquiries_naming
from tests import factories
from tests.leads.factories import LeadFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def listing(site):
    return factories.ListingFactory(region=site.region)


def ask(listing, site, **kwargs):
    lead = LeadFactory(site=site, **kwargs)
    LeadListing.objects.create(lead=lead, listing=listing, label="3 号厂房", position=1)
    return lead


def test_enquiries_of_the_own_regions_are_counted(
    listing, site, other_site, staff, django_assert_num_queries
):
    """Neither those of other counties nor what lies in quarantine; one query."""
    ask(listing, site)
    ask(listing, site)
    ask(listing, site, is_quarantined=True)
    ask(listing, other_site)
    ask(factories.ListingFactory(region=site.region), site)
    editor, other = staff("editor", site.region), staff("editor", other_site.region)
    enquiries_naming(listing, editor)  # reads the memberships
    with django_assert_num_queries(1):
        counted = enquiries_naming(listing, editor)
    assert (counted, enquiries_naming(listing, other)) == (2, 1)


def test_the_form_says_how_many_asked_and_nothing_of_them(client, listing, site, staff):
    client.force_login(staff("editor", site.region))
    url = reverse("admin:parks_listing_change", args=[listing.pk])
    before = client.get(url).text
    lead = ask(listing, site, contact_name="赵示例")
    after = client.get(url).text
    assert ("还没有人问过这处空间。" in before, "有 1 人问过这处空间。" in after) == (True, True)
    assert [word in after for word in (lead.contact_name, lead.phone, lead.reference)] == [
        False
    ] * 3
