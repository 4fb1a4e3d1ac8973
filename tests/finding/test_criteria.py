"""What a park supplies decides and is told only while readers may see the park."""

import pytest
from django.http import QueryDict
from django.utils.http import urlencode

from finding import facet_counts
from finding.criteria import Verdict
from finding.filters import ListingFilter
from finding.needs import NEEDS
from finding.restrictions import PICKS
from finding.result_page import Results
from parks.models import ListingIndex, Park, TransportLink, Utility
from tests import factories
from tests.publishing.hidden import HIDDEN

OF_PARKS = {"steam": "1", "gas": "1", "rail_max": "10", "highway_max": "10"}
MISSED = {"steam": "1", "gas": "1", "rail_max": "3", "highway_max": "3"}


@pytest.fixture
def park(site):
    """A public park with steam, gas, a goods station at 6 km and a motorway at 4 km."""
    park = factories.ParkFactory(region=site.region, slug="north")
    for kind in ("heat", "gas"):
        Utility.objects.create(park=park, kind=kind, is_supplied=True)
    TransportLink.objects.create(park=park, kind="rail_freight", name="货场", distance_km=6)
    TransportLink.objects.create(park=park, kind="highway", name="入口", distance_km=4)
    factories.LandFactory(region=site.region, park=park)
    return park


@pytest.fixture(params=HIDDEN)
def hidden(request, park):
    """The same park, out of sight in one of the ways a park can be."""
    Park.objects.filter(pk=park.pk).update(**HIDDEN[request.param])
    return park


def query(asked):
    return QueryDict(urlencode(asked))


def results(site, asked):
    return Results(query(asked), region=site.region)


def verdicts(found):
    (row,) = found.page
    return {asked.need.name: asked.verdict(row) for asked in found.filter.asked}


def test_facts_of_parks_are_these():
    assert {need.name for need in NEEDS if need.park_kinds} == set(OF_PARKS)


def test_what_a_public_park_supplies_decides(site, park):
    found = results(site, OF_PARKS)
    assert verdicts(found) == dict.fromkeys(OF_PARKS, Verdict.MET)
    assert (found.total, found.tally.known) == (1, 1)
    assert results(site, {"rail_max": "3"}).total == 0


def test_what_a_hidden_park_supplies_is_unknown(site, hidden):
    found = results(site, MISSED)
    assert verdicts(found) == dict.fromkeys(MISSED, Verdict.UNKNOWN)
    assert (found.total, found.tally.known) == (1, 0)
    (row,) = found.page
    assert {asked.actual(row) for asked in found.filter.asked} == {"未知"}
    for asked in found.filter.asked:
        rows = ListingIndex.objects.published()
        conditions = (asked.met(), asked.failed(), asked.unknown(), asked.possible())
        assert [rows.filter(q).count() for q in conditions] == [0, 0, 1, 1]


def test_options_do_not_count_what_a_hidden_park_supplies(site, hidden):
    counts = {option.id: option.count for option in results(site, {}).facets.options()}
    assert (counts["n-steam-1"], counts["n-gas-1"]) == ("0", "0")


def test_a_building_keeps_its_own_gas_in_a_hidden_park(site, hidden):
    listing = factories.ListingFactory(region=site.region, park=hidden)
    factories.BuildingSpecFactory(listing=listing, has_gas=True)
    found = results(site, {"kind": "factory", "gas": "1"})
    assert (verdicts(found), found.tally.known) == ({"gas": Verdict.MET}, 1)


def test_counts_kept_for_a_large_place_follow_the_park(site, park):
    """Kept counts outlive the change of a park; those of another set of parks are others."""
    filters = [ListingFilter(query(OF_PARKS), region=site.region) for _ in range(2)]
    Park.objects.update(status="withdrawn")
    changed = ListingFilter(query(OF_PARKS), region=site.region)
    keys = [facet_counts._key(one) for one in (*filters, changed)]
    assert (keys[0] == keys[1], keys[0] == keys[2]) == (True, False)


@pytest.mark.parametrize("path", ["/api/v1/listings/", "/api/v1/listings.geojson"])
def test_api_keeps_what_a_hidden_park_leaves_unknown(client, site, hidden, path):
    body = client.get(path, MISSED).json()
    assert len(body.get("results", body.get("features"))) == 1


def test_a_hidden_park_is_no_other_park(site, hidden):
    (pick,) = [pick for pick in PICKS if pick.name == "park"]
    assert pick.actual(ListingIndex.objects.published().get(), []) == "不在园区"
