"""The same verdict in SQL and in Python, in words and facts.

What a park supplies decides and is told only while readers may see the park.
"""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given

from finding import facet_counts
from finding.criteria import Verdict
from finding.listing_query import ListingQuery
from finding.needs import BY_NAME, NEEDS, Asked
from finding.options import PlaceOptions
from finding.ranges import Span
from finding.result_page import ResultPage
from parks.models import ListingIndex, Park, TransportLink, Utility
from search.following import catch_up
from tests import factories
from tests.finding.conditions import CONDITIONS, query
from tests.floods import flood
from tests.publishing.hidden import HIDDEN


@flood(80)
@given(pairs=CONDITIONS)
def test_sql_and_python_give_the_same_verdict(site, world, pairs):
    listing_query = ListingQuery(query(pairs), PlaceOptions(site.region))
    rows = list(ListingIndex.objects.published())
    for asked in listing_query.asked:
        found = {
            Verdict.MET: set(ListingIndex.objects.filter(asked.met())),
            Verdict.FAILED: set(rows) - set(ListingIndex.objects.filter(asked.possible())),
            Verdict.UNKNOWN: set(ListingIndex.objects.filter(asked.unknown())),
        }
        assert found == {
            verdict: {row for row in rows if asked.verdict(row) is verdict} for verdict in Verdict
        }
        possible = found[Verdict.MET] | found[Verdict.UNKNOWN]
        assert set(ListingIndex.objects.filter(asked.possible())) == possible
        assert all(asked.actual(row) for row in rows)


def test_words_and_facts_of_needs():
    row = ListingIndex(kind="land", area_sqm=20000, divisible_from_sqm=10000)
    said = {
        "area": Span(Decimal(20), None, "mu"),
        "height_min": Decimal(9),
        "fire": ["jia", "yi"],
        "eia": True,
        "by": datetime.date(2027, 3, 1),
    }
    asked = [Asked(BY_NAME[name], value) for name, value in said.items()]
    assert [one.words.replace("\u00a0", " ") for one in asked] == [
        "面积 ≥ 20 亩",
        "净高 ≥ 9 m",
        "火灾危险性类别 甲类或乙类",
        "可办环评",
        "2027-03-01 前可入驻",
    ]
    assert [one.actual(row).replace("\u00a0", " ") for one in asked] == [
        "可分割，15 亩起",
        "工业用地无此项",
        "工业用地无此项",
        "未知",
        "未知",
    ]


OF_PARKS = {
    "steam": "1",
    "gas": "1",
    "voltage_min": "35",
    "rail_max": "10",
    "highway_max": "10",
}
MISSED = {
    "steam": "1",
    "gas": "1",
    "voltage_min": "220",
    "rail_max": "3",
    "highway_max": "3",
}


@pytest.fixture
def park(site):
    """A public park with steam, gas, 110 kV, a goods station at 6 km and a motorway at 4 km."""
    park = factories.ParkFactory(region=site.region, slug="north")
    for kind in ("heat", "gas"):
        Utility.objects.create(park=park, kind=kind, is_supplied=True)
    Utility.objects.create(park=park, kind="power", is_supplied=True, voltage_kv=110)
    TransportLink.objects.create(park=park, kind="rail_freight", name="货场", distance_km=6)
    TransportLink.objects.create(park=park, kind="highway", name="入口", distance_km=4)
    factories.LandFactory(region=site.region, park=park)
    return park


@pytest.fixture(params=HIDDEN)
def hidden(request, park):
    """The same park, out of sight in one of the ways a park can be."""
    Park.objects.filter(pk=park.pk).update(**HIDDEN[request.param])
    return park


def results(site, asked):
    return ResultPage(query(asked.items()), region=site.region)


def verdicts(found):
    (row,) = found.page
    return {asked.need.name: asked.verdict(row) for asked in found.listing_query.asked}


def test_facts_of_parks_are_these():
    assert {need.name for need in NEEDS if need.park_kinds} == set(OF_PARKS)


def test_what_a_public_park_supplies_decides(site, park):
    found = results(site, OF_PARKS)
    assert verdicts(found) == dict.fromkeys(OF_PARKS, Verdict.MET)
    assert (found.total, found.tally.known) == (1, 1)
    assert results(site, {"rail_max": "3"}).total == 0


def build_later(park, state="planned"):
    """Nothing the park has stands any more; what copies from it is written anew."""
    for rows in (park.utilities, park.transport):
        rows.update(state=state)
    catch_up()


def test_what_is_planned_or_in_construction_is_unknown_and_says_so(site, park):
    """Verdict, words and counts turn together, to the need and back again."""
    build_later(park)
    found = results(site, OF_PARKS)
    assert verdicts(found) == dict.fromkeys(OF_PARKS, Verdict.UNKNOWN)
    assert (found.total, found.tally.known) == (1, 0)
    assert {fit.value.replace("\u00a0", " ") for fit in found.cards[0].fits} == {
        "规划（按园区）",
        "规划 110 kV（按园区）",
        "规划 6 km（按园区）",
        "规划 4 km（按园区）",
    }
    counts = {option.id: option.count for option in results(site, {}).facets.options()}
    assert (counts["n-steam-1"], counts["n-gas-1"]) == ("0", "0")
    build_later(park, "built")
    found = results(site, OF_PARKS)
    assert verdicts(found) == dict.fromkeys(OF_PARKS, Verdict.MET)
    assert found.tally.known == 1


def test_a_station_that_stands_decides_before_a_nearer_one_on_paper(site, park):
    TransportLink.objects.create(
        park=park, kind="rail_freight", name="新站", distance_km=1, state="building"
    )
    catch_up()
    assert results(site, {"rail_max": "3"}).total == 0
    (fit,) = results(site, {"rail_max": "8"}).cards[0].fits
    assert fit.value == "6\u00a0km（按园区）"


def test_what_a_hidden_park_supplies_is_unknown(site, hidden):
    found = results(site, MISSED)
    assert verdicts(found) == dict.fromkeys(MISSED, Verdict.UNKNOWN)
    assert (found.total, found.tally.known) == (1, 0)
    (row,) = found.page
    assert {asked.actual(row) for asked in found.listing_query.asked} == {"未知"}
    for asked in found.listing_query.asked:
        rows = ListingIndex.objects.published()
        conditions = (asked.met(), asked.unknown(), asked.possible())
        assert [rows.filter(q).count() for q in conditions] == [0, 1, 1]


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
    asked = query(OF_PARKS.items())
    queries = [ListingQuery(asked, PlaceOptions(site.region)) for _ in range(2)]
    Park.objects.update(status="withdrawn")
    changed = ListingQuery(asked, PlaceOptions(site.region))
    keys = [facet_counts._key(one) for one in (*queries, changed)]
    assert (keys[0] == keys[1], keys[0] == keys[2]) == (True, False)


@pytest.mark.parametrize("path", ["/api/v1/listings/", "/api/v1/listings.geojson"])
def test_api_keeps_what_a_hidden_park_leaves_unknown(client, site, hidden, path):
    body = client.get(path, MISSED).json()
    assert len(body.get("results", body.get("features"))) == 1
