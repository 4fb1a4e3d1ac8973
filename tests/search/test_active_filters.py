"""Conditions of a search: what is refused, what is said about the rest, what to give up."""

import datetime

import pytest
from django.http import QueryDict

from search.active_filters import SearchConditions
from search.forms import SearchForm
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    ListingFactory,
    PolicyCategoryFactory,
    PolicyFactory,
)

pytestmark = pytest.mark.django_db
URL = "/golmud/search/"


def conditions(site, query):
    return SearchConditions(site, SearchForm(QueryDict(query)))


def may(year):
    return datetime.datetime(year, 5, 1, tzinfo=datetime.UTC)


def labels(ways):
    return [(way.label, str(way.hits)) for way in ways]


def test_address_holds_what_matters_and_nothing_else(site):
    asked = conditions(
        site, "q=盐湖&type=policy&scope=subtree&order=relevance&since=2026/1/2&until=&page=3&x=1"
    )
    assert QueryDict(asked.query()).dict() == {
        "q": "盐湖",
        "type": "policy",
        "since": "2026-01-02",
    }


def test_chips_name_each_condition_and_drop_just_that(site):
    PolicyFactory(region=site.region, title="盐湖办法")
    asked = conditions(site, "q=盐湖&scope=all&since=2026-01-01&until=2026-02-01&order=newest")
    rest = {"q": "盐湖", "order": "newest"}
    assert [(chip.label, QueryDict(chip.query).dict()) for chip in asked.chips()] == [
        ("全网各地区", rest | {"since": "2026-01-01", "until": "2026-02-01"}),
        ("2026-01-01 至 2026-02-01", rest | {"scope": "all"}),
    ]
    assert [chip.label for chip in conditions(site, "q=盐湖&since=2026-01-01").chips()] == [
        "2026-01-01 起"
    ]
    assert [chip.label for chip in conditions(site, "q=盐湖&until=2026-01-01").chips()] == [
        "2026-01-01 止"
    ]


def test_tabs_count_every_type_and_keep_the_other_conditions(site):
    ListingFactory.create_batch(2, region=site.region, title="盐湖厂房")
    PolicyFactory(region=site.region, title="盐湖办法")
    asked = conditions(site, "q=盐湖&type=article&scope=all")
    assert [(t.label, str(t.hits), t.is_current) for t in asked.tabs()] == [
        ("全部", "3", False),
        ("空间", "2", False),
        ("政策", "1", False),
        ("动态", "0", True),
    ]
    assert QueryDict(asked.tabs()[1].query).dict() == {
        "q": "盐湖",
        "type": "listing",
        "scope": "all",
    }


def test_categories_of_a_type_have_names_and_counts(client, site):
    talent = PolicyCategoryFactory(name="人才政策", slug="talent")
    land = PolicyCategoryFactory(name="用地政策", slug="land")
    PolicyFactory.create_batch(2, region=site.region, category=talent, title="盐湖引才办法")
    PolicyFactory(region=site.region, category=land, title="盐湖用地办法")
    ListingFactory(region=site.region, title="盐湖厂房")
    response = client.get(f"{URL}?q=盐湖&type=policy&facet=talent")
    assert [(f.label, str(f.hits), f.is_current) for f in response.context["facets"]] == [
        ("人才政策", "2", True),
        ("用地政策", "1", False),
    ]
    assert [chip.label for chip in response.context["chips"]] == ["人才政策"]
    assert [e.title for e in response.context["page_obj"]] == ["盐湖引才办法"] * 2
    assert [str(tab.hits) for tab in response.context["tabs"]] == ["4", "1", "3"]


def test_category_without_hits_leads_back_to_the_type(client, site):
    PolicyFactory(region=site.region, title="盐湖办法")
    response = client.get(f"{URL}?q=盐湖&type=policy&facet=gone")
    assert response.status_code == 200
    assert "这个类别的，<a" in response.content.decode()
    assert [chip.label for chip in response.context["chips"]] == ["所选类别"]


def test_nothing_found_says_what_each_condition_costs(client, site, other_site):
    column = ColumnFactory(site=site)
    ArticleFactory(column=column, title="盐湖旧闻", publish_at=may(2024))
    ArticleFactory(column=column, title="盐湖更旧", publish_at=may(2023))
    ListingFactory(region=other_site.region, title="盐湖厂房")
    response = client.get(f"{URL}?q=盐湖&since=2025-01-01&until=2025-02-01&type=policy")
    ways = response.context["relaxations"]
    assert labels(ways) == [("不限“2025-01-01 至 2025-02-01”", "2")]
    assert QueryDict(ways[0].query).dict() == {"q": "盐湖"}
    found = client.get(f"{URL}?{ways[0].query}")
    assert str(found.context["total"]) == "2"


def test_nothing_on_this_site_offers_the_other_regions(client, site, other_site):
    ListingFactory.create_batch(2, region=other_site.region, title="盐湖厂房")
    response = client.get(f"{URL}?q=盐湖&scope=site")
    assert labels(response.context["relaxations"]) == [("改查“全网各地区”", "2")]


def test_hits_of_other_regions_are_named_and_lead_to_their_site(client, site, other_site):
    listing = ListingFactory(region=other_site.region, title="盐湖厂房")
    assert "盐湖</mark>厂房" not in client.get(f"{URL}?q=盐湖").content.decode()
    page = client.get(f"{URL}?q=盐湖&scope=all").content.decode()
    assert f'href="/wulan/listings/{listing.pk}/"' in page
    assert "乌兰县" in page


def test_newest_comes_first_when_asked(client, site):
    column = ColumnFactory(site=site)
    for year, title in ((2024, "盐湖盐湖"), (2026, "某地盐湖"), (2025, "盐湖")):
        ArticleFactory(column=column, title=title, publish_at=may(year))
    response = client.get(f"{URL}?q=盐湖&type=article&order=newest")
    assert [e.title for e in response.context["page_obj"]] == ["某地盐湖", "盐湖", "盐湖盐湖"]
