"""What fits comes by nearness of size: unknowns first, then per cent, then the latest verified."""

import pytest
from django.http import QueryDict

from finding.listing_query import ListingQuery
from finding.nearness import PART, STEPS
from finding.options import PlaceOptions
from finding.result_page import ResultPage
from tests import factories


def ranks(site, query):
    asked = ListingQuery(QueryDict(query), PlaceOptions(site.region))
    rows = asked.narrow(asked.index_rows()).annotate(rank=asked.rank())
    return dict(rows.values_list("listing__title", "rank"))


@pytest.fixture
def halls(site):
    for title, area, part in (
        ("15200", 15200, None),
        ("3200", 3200, None),
        ("15200, from 1000", 15200, 1000),
        ("9000, from 6000", 9000, 6000),
        ("3000", 3000, None),
    ):
        factories.ListingFactory(
            region=site.region, title=title, area_sqm=area, divisible_from_sqm=part
        )


def test_nearest_size_comes_first_and_a_whole_before_a_part(site, halls):
    query = "area_min=3000&area_unit=sqm"
    assert ranks(site, query) == {
        "3000": 0,
        "3200": 6,
        "15200, from 1000": PART,
        "9000, from 6000": 100 + PART,
        "15200": 406,
    }
    page = ResultPage(QueryDict(query), region=site.region)
    assert [card.title for card in page.cards] == list(
        dict(sorted(ranks(site, query).items(), key=lambda one: one[1]))
    )


def test_what_is_unknown_counts_before_any_size(site, halls):
    exact = ranks(site, "area_min=3000&area_unit=sqm&height_min=9")
    assert exact["3000"] == STEPS
    assert set(ranks(site, "area_min=3000&area_unit=sqm&sort=newest").values()) == {0}


def test_about_so_much_is_a_span_around_it(site, halls):
    query = "area_about=3000&area_within=10&area_unit=sqm"
    assert set(ranks(site, query)) == {"3000", "3200", "15200, from 1000"}
    found = ResultPage(QueryDict(query), region=site.region)
    assert [chip.label for chip in found.chips] == ["面积 约 3,000\u00a0㎡"]
    assert found.chips[0].query == ""


def test_a_part_is_judged_and_priced_as_such(site):
    factories.LandFactory(
        region=site.region, area_sqm=84000, divisible_from_sqm=20000, price_amount="6.4"
    )
    words = {}
    for wanted in ("20", "60"):
        query = QueryDict(f"area_min={wanted}&area_unit=mu")
        (fit,) = ResultPage(query, region=site.region).cards[0].fits
        words[wanted] = fit.value.replace("\u00a0", " ")
    assert words == {
        "20": "可分割，30 亩起约 192 万元",
        "60": "可分割，30 亩起，60 亩约 384 万元",
    }
