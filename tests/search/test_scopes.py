"""This site, its subtree, or the whole network; dates, facets and order."""

import datetime

import pytest
from django.utils import timezone

from search import executor
from search.models import SearchEntry
from search.results import Facet, Hits, Search
from search.time_buckets import AHEAD
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    LandFactory,
    ListingFactory,
    ParkFactory,
    PolicyFactory,
    RegionFactory,
    SiteFactory,
)

pytestmark = pytest.mark.django_db


def expect_hits(monkeypatch, number, few=0):
    """Make searches believe that so many entries of each type will answer."""
    monkeypatch.setattr(executor, "FEW", few)
    monkeypatch.setattr(executor.Executor, "_eligible", dict.fromkeys(SearchEntry.Type, number))
    monkeypatch.setattr(executor.Query, "share", lambda self: 1)


@pytest.fixture(params=[(1, 9), (100, 0), (10**6, 0)], ids=["all hits", "years", "weeks"])
def way(request, monkeypatch):
    """All ways of asking must answer alike."""
    expect_hits(monkeypatch, *request.param)


def found(site, query="盐湖", **kwargs):
    return sorted(e.title for g in Search(site, query, **kwargs).groups() for e in g.entries)


@pytest.fixture
def network(site, other_site):
    """Things on two live county sites, on one that is not live, and above."""
    hidden = SiteFactory(
        region=RegionFactory(adcode="632822", parent=site.region.parent),
        slug="dulan",
        is_live=False,
    )
    for where, name in ((site, "格"), (other_site, "乌"), (hidden, "都")):
        ListingFactory(region=where.region, title=f"盐湖厂房{name}")
        ArticleFactory(column=ColumnFactory(site=where), title=f"盐湖动态{name}")
    PolicyFactory(region=site.region.parent, title="盐湖政策海西")
    ListingFactory(region=site.region.parent, title="盐湖厂房海西")
    return site


@pytest.mark.usefixtures("way")
def test_scopes(network, other_site):
    above = SiteFactory(region=network.region.parent, slug="haixi", is_live=False)
    assert found(network) == ["盐湖动态格", "盐湖厂房格", "盐湖政策海西"]
    assert found(network, scope="site") == found(network)
    assert found(network, scope="all") == [
        "盐湖动态乌", "盐湖动态格", "盐湖厂房乌", "盐湖厂房格", "盐湖政策海西",
    ]  # fmt: skip
    assert found(above) == [
        "盐湖厂房乌",
        "盐湖厂房格",
        "盐湖厂房海西",
        "盐湖厂房都",
        "盐湖政策海西",
    ]
    assert found(above, scope="site") == ["盐湖厂房海西", "盐湖政策海西"]


def test_hits_of_the_network_lead_to_a_site_that_shows_them(network, other_site):
    hits = [e for g in Search(network, "盐湖", scope="all").groups() for e in g.entries]
    where = {e.title: (e.url.split("/")[1], e.place) for e in hits}
    assert where == {
        "盐湖动态乌": ("wulan", "乌兰县"),
        "盐湖动态格": ("golmud", ""),
        "盐湖厂房乌": ("wulan", "乌兰县"),
        "盐湖厂房格": ("golmud", ""),
        "盐湖政策海西": ("golmud", ""),
    }


@pytest.mark.usefixtures("way")
def test_dates_are_inclusive_and_newest_first(site):
    for month in range(1, 13):
        PolicyFactory(
            region=site.region, title=f"盐湖{month}", issued_on=datetime.date(2010 + month, 3, 1)
        )
    day = datetime.date
    ahead = day(timezone.localdate().year + AHEAD, 12, 31)
    PolicyFactory(region=site.region, title="盐湖未来", issued_on=ahead)
    search = Search(site, "盐湖", since=day(2013, 3, 1), until=day(2021, 3, 1), order="newest")
    assert [e.title for e in search.page("policy", 1)] == [f"盐湖{n}" for n in range(11, 2, -1)]
    assert Search(site, "盐湖").total == Hits(13)
    assert Search(site, "盐湖", since=day(2022, 1, 1)).total == Hits(2)
    assert Search(site, "盐湖", until=day(2011, 12, 31)).total == Hits(1)


@pytest.mark.usefixtures("way")
def test_facets_narrow_and_count(site):
    LandFactory.create_batch(2, region=site.region, title="盐湖净地")
    ListingFactory(region=site.region, title="盐湖厂房")
    search = Search(site, "盐湖")
    assert search.facets("listing") == [
        Facet("land", "工业用地", Hits(2)), Facet("factory", "厂房", Hits(1)),
    ]  # fmt: skip
    assert search.facets("park") == []
    assert found(site, facet="factory") == ["盐湖厂房"]


@pytest.mark.parametrize("wrong", [{"scope": "<x7>"}, {"order": "<x7>"}])
def test_unknown_scope_and_order_are_refused(site, wrong):
    with pytest.raises(ValueError, match="x7"):
        Search(site, "盐湖", **wrong)


@pytest.mark.usefixtures("way")
def test_names_codes_and_exact_titles_come_first(site):
    column = ColumnFactory(site=site)
    ParkFactory(region=site.region, name="甲园区", also_known_as="昆仑经开区、西片区")
    ArticleFactory(column=column, title="昆仑经开区道路通车")
    ArticleFactory(
        column=column, title="昆仑经开区", publish_at=timezone.now() - datetime.timedelta(days=900)
    )
    groups = Search(site, "昆仑经开区").groups()
    assert [[e.title for e in g.entries] for g in groups] == [
        ["甲园区"], ["昆仑经开区", "昆仑经开区道路通车"],
    ]  # fmt: skip


def test_titles_beyond_the_cap_are_found_first(site, monkeypatch):
    expect_hits(monkeypatch, 100, few=1)
    monkeypatch.setattr("search.results.RANKED", 3)
    column = ColumnFactory(site=site)
    old = timezone.now() - datetime.timedelta(days=2000)
    ArticleFactory(column=column, title="盐湖旧事", publish_at=old)
    for number in range(5):
        ArticleFactory(column=column, title=f"动态{number}", body="<p>盐湖</p>")
    search = Search(site, "盐湖")
    assert str(search.counts["article"]) == "3+"
    assert next(iter(search.page("article", 1))).title == "盐湖旧事"
