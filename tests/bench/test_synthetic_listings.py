"""Synthetic listings: as the site would have written them, and gone again without a trace."""

import pytest

from bench import fill
from bench.synthetic import listings as load
from parks.models import BuildingSpec, Industry, LandTerms, Listing, ListingIndex, Park, Utility
from regions.models import Site
from search.models import ReindexRequest
from tests import factories


@pytest.fixture
def province(site):
    """青海 with one county."""
    factories.IndustryFactory(name="盐湖化工")
    factories.IndustryFactory(name="装备制造")
    return site.region.parent.parent


def rows(model, **conditions):
    return model.objects.filter(**conditions).count()


def test_listings_come_with_typed_columns_and_index_rows(client, province):
    done = []
    load.make_listings(60, done.append, batch=25)
    assert done == [25, 50, 60]
    made = Listing.objects.filter(code__startswith=load.MARK)
    approved = made.filter(status="approved")
    assert made.count() == 60
    assert rows(LandTerms) == made.filter(kind="land").count()
    assert rows(BuildingSpec) == made.exclude(kind="land").count()
    assert set(ListingIndex.objects.values_list("pk", flat=True)) == set(
        approved.values_list("pk", flat=True)
    )
    assert rows(ReindexRequest) == 0
    assert client.get("/load/listings/").context["results"].total == (
        made.published().on_offer().count()
    )


def test_a_made_listing_is_what_saving_it_would_make_of_it(province):
    load.make_listings(40, batch=25)
    columns = ["price_yuan_per_sqm", "rent_yuan_per_sqm_month", "stale_at", "hidden_at"]
    for listing in Listing.objects.filter(code__startswith=load.MARK):
        listing.full_clean()
        before = [getattr(listing, name) for name in columns]
        listing.save()
        assert [getattr(listing, name) for name in columns] == before


def test_clearing_removes_what_was_made_and_nothing_else(site, province):
    kept = factories.BuildingSpecFactory(
        listing__region=site.region, listing__park=factories.ParkFactory(region=site.region)
    )
    Utility.objects.create(park=kept.listing.park, kind="gas")
    load.make_listings(30, batch=25)
    fill.main(["--clear"])
    assert list(Listing.objects.all()) == [kept.listing]
    assert list(ListingIndex.objects.values_list("pk", flat=True)) == [kept.listing.pk]
    assert list(Park.objects.all()) == [kept.listing.park]
    assert (rows(Utility), rows(BuildingSpec), rows(LandTerms)) == (1, 1, 0)
    assert list(Site.objects.all()) == [site]
    assert rows(Industry) == 2
