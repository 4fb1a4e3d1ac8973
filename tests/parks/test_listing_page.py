"""What a listing's page asks: prepared queries answer as the querysets would."""

import datetime

import pytest
from django.utils import timezone

from parks import listing_page
from parks.models import Listing, ListingPhoto, Utility
from tests import factories


@pytest.fixture
def plot(site):
    return factories.LandFactory(region=site.region, area_sqm="84266.67")


def asked(site, listing, now=None):
    return listing_page.public_listing(
        now=now or timezone.now(), path=site.region.path, pk=listing.pk
    )


def test_a_listing_is_public_on_its_site_and_those_above(site, prefecture, other_site, plot):
    above = factories.SiteFactory(region=prefecture, slug="haixi")
    assert [asked(each, plot) for each in (site, above, other_site)] == [[plot], [plot], []]


def test_a_listing_is_public_at_a_moment(site, plot):
    plot.expire_at = timezone.now() + datetime.timedelta(hours=1)
    plot.save()
    assert asked(site, plot) == [plot]
    assert asked(site, plot, plot.expire_at) == []


def test_what_its_page_prints_comes_along(site, plot, django_assert_num_queries):
    plot.park = factories.ParkFactory(region=site.region)
    plot.save()
    plot.industries.add(factories.IndustryFactory(name="光伏"))
    with django_assert_num_queries(1):
        (listing,) = asked(site, plot)
        shown = (listing.place, listing.industry_words, listing.file_list, listing.terms())
        assert (listing.canonical_slug, listing.region, listing.park.region) == (
            site.slug,
            site.region,
            site.region,
        )
    of_queryset = Listing.objects.for_detail().get(pk=plot.pk)
    assert shown == (of_queryset.place, "光伏", [], of_queryset.terms())


def test_photos_in_order(site, plot):
    last, first = (
        ListingPhoto.objects.create(listing=plot, image=f"{n}.jpg", alt=str(n), position=n)
        for n in (2, 1)
    )
    ListingPhoto.objects.create(listing=factories.LandFactory(), image="x.jpg", alt="x")
    (listing,) = asked(site, plot)
    found = listing_page.photos(listing)
    assert [(photo, photo.image.name, photo.alt) for photo in found] == [
        (first, "1.jpg", "1"),
        (last, "2.jpg", "2"),
    ]


def test_similar_are_those_of_the_queryset(site, other_site, plot):
    for area in ("84266.67", "84267", "90000", "80000", "1"):
        factories.LandFactory(region=site.region, area_sqm=area)
    factories.LandFactory(region=other_site.region, area_sqm="84266")
    factories.ListingFactory(region=site.region, area_sqm="84266")
    for listing in Listing.objects.all():
        of_queryset = Listing.objects.similar_to(listing, site.region)[: listing_page.SIMILAR]
        found = listing_page.similar(listing, site, timezone.now())
        assert [row.pk for row in found] == [row.pk for row in of_queryset]


def test_similar_are_drawn_from_one_query(site, plot, django_assert_num_queries):
    factories.LandFactory.create_batch(2, region=site.region, title="另一块地")
    with django_assert_num_queries(1):
        rows = listing_page.similar(plot, site, timezone.now())
        assert [(row.title, row.cover_path) for row in rows] == [("另一块地", None)] * 2


def test_what_a_park_supplies_is_read_when_it_is_drawn(site, django_assert_num_queries):
    park = factories.ParkFactory(region=site.region)
    Utility.objects.create(park=park, kind="water", is_supplied=True)
    with django_assert_num_queries(0):
        row = listing_page.supplied_park(park)
        assert (row.pk, row.read_along) == (park.pk, frozenset())
    with django_assert_num_queries(2):
        assert (row.supply_label(), row.transport_rows()) == ("一通", [])
