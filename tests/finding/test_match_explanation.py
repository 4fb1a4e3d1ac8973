"""What stands in the way is named, with what giving it up would bring."""

import pytest
from django.http import QueryDict

from finding.facet_counts import CAP
from finding.match_explanation import capped
from finding.result_page import ResultPage
from tests import factories
from tests.finding.conftest import titles
from tests.finding.snapshot.of_now import snapshot_of_now


def test_empty_result_names_what_to_give_up(client, land):
    land("一百亩", area_sqm=66667, price_amount="6.00")
    land("五十亩", area_sqm=33333, price_amount="20.00")
    response = client.get("/golmud/land/?area_min=90&price_max=1&q=亩", follow=True)
    assert titles(response) == []
    results = response.context["results"]
    (one,) = results.obstacles
    assert (one.words, one.alone, one.easier) == ("价格 ≤ 1\u00a0万元/亩", "1", None)
    assert (one.dropped.label, one.dropped.count) == ("不限价格", "1")
    assert one.dropped.sure == "1"
    assert one.dropped.query == "area_min=90&area_unit=mu&q=%E4%BA%A9"
    assert [card.title for card in results.near] == ["一百亩"]


def test_conditions_that_only_together_exclude_are_named_in_pairs(site):
    for area, price, height in ((1000, 20, None), (2000, 30, 5), (9000, 40, 6)):
        listing = factories.ListingFactory(region=site.region, area_sqm=area, price_amount=price)
        factories.BuildingSpecFactory(listing=listing, clear_height_m=height)
    asked = QueryDict("area_min=5000&price_max=10&height_min=8")
    results = ResultPage(asked, region=site.region)
    assert (results.total, results.obstacles, results.impasse.total) == (0, [], 3)
    assert results.impasse.nobody == ["价格 ≤ 10\u00a0元/㎡·月"]
    pairs = [(pair.label, pair.query, pair.count) for pair in results.impasse.pairs]
    assert pairs == [
        ("“价格 ≤ 10\u00a0元/㎡·月”和“净高 ≥ 8\u00a0m”", "area_min=5000&area_unit=sqm", "1"),
        ("“面积 ≥ 5,000\u00a0㎡”和“价格 ≤ 10\u00a0元/㎡·月”", "height_min=8", "1"),
    ]


def test_what_misses_one_need_is_near_with_one_unknown_at_most(site):
    """The database and the columns say the same, the nearest in size first."""
    near = {}
    for unknowns, area in ((0, 9000), (0, 3100), (1, 3000), (2, 3000)):
        listing = factories.ListingFactory(region=site.region, area_sqm=area)
        known = {"load_t_per_sqm": 3, "crane_t": 10}
        lacks = dict.fromkeys(list(known)[:unknowns])
        factories.BuildingSpecFactory(listing=listing, clear_height_m=5, **known | lacks)
        near[unknowns, area] = listing.pk
    asked = QueryDict("height_min=8&load_min=1&crane_min=5&area_min=3000&area_unit=sqm")
    results = ResultPage(asked, region=site.region)
    found = [near[one] for one in ((0, 3100), (0, 9000), (1, 3000))]
    assert [card.pk for card in results.near] == found
    answers = snapshot_of_now().asked(results.listing_query)
    assert answers.near(["height_min"], 3) == found
    words = [(one.words, one.dropped.count, one.dropped.sure) for one in results.obstacles]
    assert words == [("净高 ≥ 8\u00a0m", "4", "2")]


def test_a_list_with_hits_is_no_impasse(site, mixed):
    assert ResultPage(QueryDict("area_min=5000"), region=site.region).impasse is None


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0"), (CAP, "10,000"), (CAP + 1, "10,000+"), (1_234, "1,234")]
)
def test_counts_stop_where_they_are_no_longer_exact(count, words):
    assert capped(count) == words
