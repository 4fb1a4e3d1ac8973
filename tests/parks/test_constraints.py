import datetime

import pytest
from django.db import IntegrityError, transaction

from parks.models import (
    CostFactor,
    CountedDemand,
    Industry,
    KindRule,
    Listing,
    ListingIndex,
    NeedDemand,
    TransportLink,
    UnknownDemand,
    Utility,
)
from tests import factories

SOON = datetime.date(2026, 12, 1)
BEFORE = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture
def park(site):
    return factories.ParkFactory(region=site.region, slug="kunlun")


def refused(constraint, create, /, **fields):
    """The database refuses the row, and by the constraint that is meant."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        create(**fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("parks_listing_area_positive", {"area_sqm": 0}),
        ("parks_listing_divisible_within_area", {"area_sqm": 10, "divisible_from_sqm": 11}),
        ("parks_listing_divisible_within_area", {"divisible_from_sqm": 0}),
        ("parks_listing_price_has_unit", {"price_amount": None}),
        ("parks_listing_price_has_unit", {"price_unit": ""}),
        ("parks_listing_price_has_unit", {"price_amount": 0}),
        ("parks_listing_known_words", {"kind": "castle"}),
        ("parks_listing_known_words", {"offer": "gift"}),
        ("parks_listing_known_words", {"status_of_offer": "lost"}),
        (
            "parks_listing_hold_complete",
            {"hold_reason": "有意向", "status_of_offer": "negotiating"},
        ),
        ("parks_listing_hold_complete", {"held_until_on": SOON, "status_of_offer": "negotiating"}),
        ("parks_listing_coordinates_in_china", {"latitude": "95.0", "longitude": "36.4"}),
        ("parks_listing_known_status", {"status": "secret"}),
        (
            "parks_listing_expires_after_publishing",
            {"expire_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
        ),
    ],
)
def test_listing_refuses(site, name, fields):
    refused(name, factories.ListingFactory, region=site.region, **fields)


def test_listing_code_is_given_once(site):
    factories.ListingFactory(region=site.region, code="GEM-1")
    refused("code", factories.ListingFactory, region=site.region, code="GEM-1")


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("parks_park_slug_once_a_region", {"slug": "kunlun"}),
        ("parks_park_areas_positive", {"approved_area_sqm": 0}),
        ("parks_park_areas_positive", {"planned_area_sqm": -1}),
        ("parks_park_coordinates_in_china", {"latitude": "95.0", "longitude": "36.4"}),
        ("parks_park_shares_are_percentages", {"supplied_percent": 101}),
        ("parks_park_shares_are_percentages", {"available_percent": -1}),
        ("parks_park_known_status", {"status": "secret"}),
        (
            "parks_park_expires_after_publishing",
            {"expire_at": datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)},
        ),
    ],
)
def test_park_refuses(site, park, name, fields):
    refused(name, factories.ParkFactory, region=site.region, **fields)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("parks_landterms_tenure_lawful", {"tenure_years": 71}),
        ("parks_landterms_plot_ratio_ordered", {"plot_ratio_min": 2, "plot_ratio_max": 1}),
    ],
)
def test_land_terms_refuse(site, name, fields):
    refused(name, factories.LandTermsFactory, listing__region=site.region, **fields)


def test_building_spec_refuses_zero_for_unknown(site):
    refused(
        "parks_buildingspec_measures_positive", factories.BuildingSpecFactory,
        listing__region=site.region, clear_height_m=0,
    )  # fmt: skip


def test_utility_is_named_once_a_park(park):
    Utility.objects.create(park=park, kind="water")
    name = "parks_utility_kind_once_a_park"
    refused(name, Utility.objects.create, park=park, kind="water")


def test_transport_link_is_named_once_and_not_negative(park):
    link = {"park": park, "kind": "rail", "name": "客站"}
    TransportLink.objects.create(**link)
    refused("parks_transportlink_once", TransportLink.objects.create, **link)
    name = "parks_transportlink_distance_not_negative"
    refused(name, TransportLink.objects.create, **link | {"name": "东站", "distance_km": -1})


@pytest.mark.parametrize("wrong", [{"state": "dreamt"}, {"state_on": "2013-05-01"}])
def test_states_of_facilities_are_known_and_a_day_has_one(park, wrong):
    names = ("parks_utility_state_known", "parks_transportlink_state_known")
    refused(names[0], Utility.objects.create, park=park, kind="gas", **wrong)
    link = {"park": park, "kind": "rail", "name": "客站"}
    refused(names[1], TransportLink.objects.create, **link | wrong)


def test_cost_factor_has_one_positive_price_a_day(park):
    cost = {"park": park, "kind": "power", "value": 1, "unit": "元/kWh", "source": "供电单位"}
    cost["valid_from_on"] = datetime.date(2026, 1, 1)
    CostFactor.objects.create(**cost)
    refused("parks_costfactor_once_a_day", CostFactor.objects.create, **cost)
    refused("parks_costfactor_value_positive", CostFactor.objects.create, **cost | {"value": 0})


def test_industry_names_and_slugs_are_unique(db):
    Industry.objects.create(name="盐湖化工", slug="salt")
    refused("name", Industry.objects.create, name="盐湖化工", slug="other")
    refused("slug", Industry.objects.create, name="别的", slug="salt")


def test_only_power_has_a_voltage_and_that_is_more_than_none(park):
    for wrong in ({"kind": "gas", "voltage_kv": 35}, {"kind": "power", "voltage_kv": 0}):
        refused("parks_utility_voltage_of_power", Utility.objects.create, park=park, **wrong)


def test_industries_have_two_levels(db):
    """Whatever the form says: no label above itself, no branch of a branch."""
    trade, other = factories.IndustryFactory.create_batch(2)
    branch = factories.IndustryFactory(parent=trade)
    put = Industry.objects.filter
    own = put(pk=other.pk).update
    refused("parks_industry_not_its_own_parent", own, parent=other)
    refused("parks_industry_two_levels", own, parent=branch)
    refused("parks_industry_two_levels", put(pk=trade.pk).update, parent=other)
    refused("parks_industry_two_levels", factories.IndustryFactory, parent=branch)


@pytest.mark.parametrize(
    "fields",
    [{"fresh_days": 0}, {"fresh_days": 731}, {"grace_days": 0}, {"grace_days": 366}],
)
def test_rule_refuses_days_that_make_no_sense(db, fields):
    refused("parks_kindrule_days_sensible", KindRule.objects.filter(kind="land").update, **fields)


def test_rule_is_given_once_a_kind(db):
    refused("kind", KindRule.objects.create, kind="land", fresh_days=90, grace_days=30)


def test_hold_of_what_is_not_negotiated_is_refused(site):
    held = {"held_until_on": SOON, "hold_reason": "有意向"}
    listing = factories.ListingFactory(region=site.region)
    refused("parks_listing_hold_complete", Listing.objects.filter(pk=listing.pk).update, **held)


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("parks_listingdigest_known_status", {"status": "secret"}),
        ("parks_listingdigest_expires_after_publishing", {"expire_at": BEFORE}),
    ],
)
def test_index_row_refuses(site, name, fields):
    factories.ListingFactory(region=site.region)
    refused(name, ListingIndex.objects.update, **fields)


def test_demand_is_counted_once_a_day_and_never_zero(site):
    row = {"site": site, "need": "load_min", "asked_on": SOON}
    NeedDemand.objects.create(**row)
    refused("parks_needdemand_once_a_day", NeedDemand.objects.create, **row)
    row |= {"need": "height_min", "times": 0}
    refused("parks_needdemand_times_positive", NeedDemand.objects.create, **row)


def test_a_source_is_counted_once_a_day(db):
    row = {"asked_on": SOON, "digest": "a"}
    CountedDemand.objects.create(**row)
    refused("parks_counteddemand_once_a_day", CountedDemand.objects.create, **row)


def test_unknown_is_counted_once_a_listing_and_never_zero(site):
    listing = factories.ListingFactory(region=site.region)
    row = {"listing": listing, "need": "load_min", "last_on": SOON}
    UnknownDemand.objects.create(**row)
    refused("parks_unknowndemand_once_a_listing", UnknownDemand.objects.create, **row)
    row |= {"need": "height_min", "times": 0}
    refused("parks_unknowndemand_times_positive", UnknownDemand.objects.create, **row)
