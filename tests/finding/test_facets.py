"""The filter as the page draws it: its options with counts, what was typed and what is wrong."""

import pytest
from django.http import QueryDict

from finding.result_page import ResultPage
from tests import factories


def facets_of(site, query="", kind=""):
    return ResultPage(QueryDict(query), region=site.region, kind=kind).facets


def test_a_kind_is_asked_only_for_what_it_can_have(site):
    plots = {group.label: group for group in facets_of(site, kind="land").groups}
    assert list(plots) == ["常用", "电水气", "交通", "土地条件"]
    assert [facet.name for facet in plots["土地条件"].facets] == ["use", "supply", "state"]
    assert "建筑" in [group.label for group in facets_of(site).groups]
    assert (facets_of(site, kind="land").kind, facets_of(site).kind.name) == (None, "kind")


def test_groups_in_use_are_open(site):
    opened = {group.label: group.is_open for group in facets_of(site, "height_min=x&gas=1").groups}
    assert opened == {
        "常用": True, "建筑": True, "电水气": True, "交通": False, "土地条件": False,
    }  # fmt: skip


def test_mistakes_and_what_was_typed_stand_at_their_field(site):
    (height,) = [e for e in facets_of(site, "height_min=x").entries() if e.name == "height_min"]
    assert (height.value, height.error) == ("x", "请填数字，如 50 或 6.5。")
    offer = facets_of(site, "offer=lease").offer
    assert [(o.value, o.is_checked) for o in offer.options] == [("sale", False), ("lease", True)]


@pytest.mark.parametrize(("query", "shown"), [("", 15), ("park=small", 16)])
def test_of_many_parks_those_with_most_places_are_offered(site, query, shown):
    for number in range(16):
        park = factories.ParkFactory(region=site.region, slug=f"p{number}")
        factories.ListingFactory(region=site.region, park=park)
    factories.ParkFactory(region=site.region, slug="small")
    offered = facets_of(site, query).park.options
    assert len(offered) == shown
    assert [o.value for o in offered if o.is_checked] == (["small"] if query else [])
