"""One address for what several sites show, and everybody gives the same."""

import re

import pytest

from parks.models import Listing, Park
from policies.models import Policy
from tests import factories

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def siteless(prefecture):
    """A county without a site, below a live prefecture and a live province."""
    factories.SiteFactory(region=prefecture, slug="haixi")
    factories.SiteFactory(region=prefecture.parent, slug="qinghai")
    return factories.RegionFactory(parent=prefecture, adcode="632823", name="天峻县")


@pytest.fixture
def things(siteless):
    return [
        factories.ListingFactory(region=siteless),
        factories.ParkFactory(region=siteless, slug="tianjun"),
        factories.PolicyFactory(region=siteless),
    ]


def canonical(client, path):
    (href,) = re.findall(r'<link rel="canonical" href="(.*?)">', client.get(path).text)
    return href


def api_urls(client):
    names = ("listings", "parks", "policies")
    return [client.get(f"/api/v1/{name}/").json()["results"][0]["url"] for name in names]


def sitemap_urls(client):
    names = ("listings", "parks", "policies")
    texts = (client.get(f"/sitemap-{name}.xml").text for name in names)
    return [re.search("<loc>(.*?)</loc>", text)[1] for text in texts]


def test_pages_api_and_sitemap_name_the_nearest_site(client, things):
    urls = [f"{BASE}{thing.get_absolute_url()}" for thing in things]
    assert [url.split("/")[3] for url in urls] == ["haixi"] * 3
    for slug in ("haixi", "qinghai"):
        assert [canonical(client, thing.url_at(slug)) for thing in things] == urls
    assert api_urls(client) == urls
    assert sitemap_urls(client) == urls
    (feature,) = client.get("/api/v1/listings.geojson").json()["features"]
    assert feature["properties"]["url"] == urls[0]


def test_own_site_comes_first_and_a_closed_one_does_not_count(client, things, siteless):
    own = factories.SiteFactory(region=siteless, slug="tianjun")
    urls = [thing.url_at("tianjun") for thing in things]
    rows = [model.objects.with_canonical_site().get() for model in (Listing, Park, Policy)]
    assert [row.get_absolute_url() for row in rows] == urls
    own.is_live = False
    own.save()
    rows = [model.objects.with_canonical_site().get() for model in (Listing, Park, Policy)]
    assert [row.canonical_slug for row in rows] == ["haixi"] * 3


def test_a_policy_from_above_is_at_home_where_it_is_shown(client, site, other_site, prefecture):
    """Its own region and all above have no site: the first of those below."""
    policy = factories.PolicyFactory(region=prefecture)
    assert policy.get_absolute_url() == policy.url_at("golmud")
    assert Policy.objects.on_a_live_site().get().get_absolute_url() == policy.url_at("golmud")
    assert canonical(client, policy.url_at("wulan")) == f"{BASE}{policy.url_at('golmud')}"


def test_what_no_live_site_shows_has_no_address(db):
    listing = factories.ListingFactory()
    assert listing.get_absolute_url() == ""
    assert list(Listing.objects.on_a_live_site()) == []


def test_a_page_asks_nothing_more_to_know_its_address(site, django_assert_num_queries):
    factories.ListingFactory(region=site.region)
    listing = Listing.objects.with_canonical_site().get()
    with django_assert_num_queries(0):
        assert listing.get_absolute_url() == listing.url_on(site)
