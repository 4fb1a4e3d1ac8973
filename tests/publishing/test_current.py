"""Editions as pages ask for them: one number and one moment a site."""

import datetime

import pytest

from parks.models import LandTerms
from publishing.editions.current import Current, edition_of, network_edition
from tests import factories

pytestmark = pytest.mark.django_db


def test_edition_of_changes_with_what_the_site_shows_and_not_with_its_neighbour(site, other_site):
    before, elsewhere, network = edition_of("golmud"), edition_of("wulan"), network_edition()
    column = factories.ColumnFactory(site=site)
    first = edition_of("golmud")
    assert first.number > before.number
    factories.ArticleFactory(column=column, status="draft")
    assert edition_of("golmud") == first
    factories.ArticleFactory(column=column)
    assert edition_of("golmud").number > first.number
    assert edition_of("wulan") == elsewhere
    assert network_edition().number > network.number


def test_edition_of_counts_what_lies_above_and_below(site, other_site, prefecture):
    above = factories.SiteFactory(region=prefecture, slug="haixi")
    county, prefecture_wide = edition_of("golmud"), edition_of("haixi")
    factories.ParkFactory(region=other_site.region)
    assert edition_of("golmud") == county
    assert edition_of(above.slug).number > prefecture_wide.number
    factories.PolicyFactory(region=prefecture.parent)
    assert edition_of("golmud").number > county.number


def test_edition_of_counts_plots_that_stand_in_the_medians_of_the_prefecture(site, other_site):
    before = edition_of("golmud")
    land = factories.LandFactory(region=other_site.region)
    terms = LandTerms.objects.create(listing=land, investment_wan_per_mu=180)
    after = edition_of("golmud")
    assert after.number > before.number
    terms.geology = "砾石层"
    terms.save()
    factories.ListingFactory(region=other_site.region)
    assert edition_of("golmud") == after


def test_edition_of_is_none_without_a_live_site(site):
    site.is_live = False
    site.save()
    assert [edition_of(slug) for slug in ("golmud", "nowhere", "")] == [None, None, None]


def test_edition_turns_at_the_moment_something_appears(site, other_site):
    soon = datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=1)
    column = factories.ColumnFactory(site=site)
    factories.ArticleFactory(column=column, publish_at=soon)
    at = {"now": soon.timestamp() - 1}
    current = Current(wall_clock=lambda: at["now"])
    early, elsewhere = current.edition_of("golmud"), current.edition_of("wulan")
    at["now"] = soon.timestamp()
    assert current.edition_of("golmud").number == early.number
    assert current.edition_of("golmud").moment == soon
    assert current.edition_of("wulan") == elsewhere
