"""Which place the links to map apps lead to."""

import pytest

from maps.gcj02 import map_links
from maps.templatetags.map_tags import in_map_apps
from tests import factories
from tests.maps.conftest import FAR, NEAR


def links_to(place, listing):
    return map_links(place["latitude"], place["longitude"], listing.code)


@pytest.fixture
def park(site):
    return factories.ParkFactory(region=site.region, **FAR)


def test_links_lead_to_the_listings_own_place_before_its_parks(site, park):
    own = factories.ListingFactory(region=site.region, park=park, **NEAR)
    without = factories.ListingFactory(region=site.region, park=park)
    assert in_map_apps(own) == links_to(NEAR, own)
    assert in_map_apps(without) == links_to(FAR, without)


def test_no_link_leads_to_a_park_that_is_not_public(site, park):
    listing = factories.ListingFactory(region=site.region, park=park)
    park.withdraw()
    listing.refresh_from_db()
    assert in_map_apps(listing) == []


def test_a_listing_without_any_place_has_no_links(site):
    assert in_map_apps(factories.ListingFactory(region=site.region)) == []
