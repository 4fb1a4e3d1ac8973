import datetime

import pytest
from django.utils import timezone

from parks.models import Listing
from search.models import SearchEntry
from tests import factories


def tags(listing, **kwargs):
    return [(tag.text, tag.tone) for tag in listing.status_tags(**kwargs)]


def test_status_tags_say_kind_state_traits_and_freshness(site):
    listing = factories.LandFactory(region=site.region, status_of_offer="negotiating", is_demo=True)
    factories.LandTermsFactory(listing=listing, is_standard_land=True, state="cleared")
    assert tags(listing) == [
        ("工业用地", "main"),
        ("洽谈中", "warn"),
        ("出让", ""),
        ("标准地", ""),
        ("净地", ""),
        ("演示数据", ""),
        ("待核实", "off"),
    ]


@pytest.mark.parametrize(
    ("kind", "offer", "word"),
    [
        ("land", "sale", "出让"),
        ("factory", "sale", "出售"),
        ("land", "lease", "出租"),
        ("office", "both", "可租可售"),
    ],
)
def test_land_is_granted_and_buildings_are_sold(kind, offer, word):
    listing = factories.ListingFactory.build(kind=kind, offer=offer)
    assert listing.offer_word == word


def test_verification_goes_stale_after_ninety_days(site):
    listing = factories.ListingFactory(region=site.region)
    now = timezone.now()
    assert not listing.is_fresh(now)
    listing.verify(by="招商专员", evidence="现场照片", now=now)
    assert listing.is_fresh(now + datetime.timedelta(days=89))
    assert not listing.is_fresh(now + datetime.timedelta(days=91))


def test_completeness_grows_with_each_known_fact(site):
    listing = factories.ListingFactory(region=site.region)
    empty = listing.completeness()
    factories.BuildingSpecFactory(listing=listing, power_kva=630, has_gas=False)
    fuller = Listing.objects.get(pk=listing.pk).completeness()
    assert 0 < empty < fuller < 100


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"kind": "land", "offer": "sale"}, "起始价"),
        ({"kind": "land", "offer": "lease", "price_unit": "yuan_per_sqm_month"}, "租金"),
        ({"kind": "office", "offer": "sale", "price_unit": "yuan_per_sqm"}, "售价"),
        ({"kind": "factory", "offer": "lease", "price_amount": None, "price_unit": ""}, "租金"),
        ({"kind": "factory", "offer": "both", "price_amount": None, "price_unit": ""}, "价格"),
        ({"kind": "factory", "offer": "transfer", "price_unit": "yuan_per_sqm"}, "转让价"),
    ],
)
def test_price_label_fits_the_offer(site, fields, label):
    price = {"price_amount": 6, "price_unit": "wan_per_mu"}
    listing = factories.ListingFactory(region=site.region, **price | fields)
    assert listing.price_figure.label == label


def test_offer_moves_on_and_search_follows(site):
    listing = factories.ListingFactory(region=site.region)
    listing.start_negotiation()
    assert [row.pk for row in Listing.objects.on_offer()] == [listing.pk]
    listing.mark_taken()
    assert list(Listing.objects.on_offer()) == []
    assert SearchEntry.objects.filter(type="listing").count() == 1
    listing.withdraw()
    assert SearchEntry.objects.filter(type="listing").count() == 0


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        ("0.8", "1.6", "0.8–1.6"),
        ("0.8", None, "≥\u00a00.8"),
        (None, "2", "≤\u00a02"),
        (None, None, ""),
    ],
)
def test_plot_ratio_reads_as_a_range(site, low, high, text):
    terms = factories.LandTermsFactory(
        listing__region=site.region, plot_ratio_min=low, plot_ratio_max=high
    )
    terms.refresh_from_db()
    assert terms.plot_ratio == text


@pytest.mark.parametrize(
    ("address", "place"),
    [("纬六路", "昆仑园·纬六路"), ("昆仑园纬六路", "昆仑园纬六路"), ("", "昆仑园")],
)
def test_place_names_the_park_once(site, address, place):
    park = factories.ParkFactory(region=site.region, name="昆仑园")
    listing = factories.ListingFactory(region=site.region, park=park, address=address)
    assert listing.place == place
