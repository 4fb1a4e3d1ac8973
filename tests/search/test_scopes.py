"""This site, its subtree, or the whole network; dates, facets and order."""

import datetime
from dataclasses import dataclass
from functools import partial

import pytest
from django.utils import timezone

from search.date_shares import DateShares
from search.planner import Planner
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


@dataclass(frozen=True)
class EverywhereOf:
    """Statistics of so many entries, each of which holds every word."""

    entries: int
    dates = DateShares({}, [])

    def share(self, lexeme):
        return 1


class InBodiesOf(EverywhereOf):
    """The same, but no title holds any."""

    def share(self, lexeme):
        return not lexeme.startswith("^")


@pytest.fixture(
    params=[
        Planner(InBodiesOf(1), few=9),
        Planner(InBodiesOf(100), few=0),
        Planner(InBodiesOf(30_000), few=0),
        Planner(InBodiesOf(10**6), few=0),
        Planner(EverywhereOf(10**6), few=0),
    ],
    ids=["all hits", "years", "weeks", "days", "titles in days"],
)
def ask(request):
    """A search that must answer alike, whatever it expects to find."""
    return partial(Search, planner=request.param)


@pytest.fixture
def found(ask):
    def titles(site, query="盐湖", **kwargs):
        return sorted(e.title for g in ask(site, query, **kwargs).groups() for e in g.entries)

    return titles


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


def test_scopes(network, other_site, found):
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


def test_dates_are_inclusive_and_newest_first(site, ask):
    for month in range(1, 13):
        PolicyFactory(
            region=site.region, title=f"盐湖{month}", issued_on=datetime.date(2010 + month, 3, 1)
        )
    day = datetime.date
    ahead = day(timezone.localdate().year + AHEAD, 12, 31)
    PolicyFactory(region=site.region, title="盐湖未来", issued_on=ahead)
    search = ask(site, "盐湖", since=day(2013, 3, 1), until=day(2021, 3, 1), order="newest")
    assert [e.title for e in search.page("policy", 1)] == [f"盐湖{n}" for n in range(11, 2, -1)]
    assert ask(site, "盐湖").total == Hits(13)
    assert ask(site, "盐湖", since=day(2022, 1, 1)).total == Hits(2)
    assert ask(site, "盐湖", until=day(2011, 12, 31)).total == Hits(1)


def test_facets_narrow_and_count(site, ask, found):
    LandFactory.create_batch(2, region=site.region, title="盐湖净地")
    ListingFactory(region=site.region, title="盐湖厂房")
    search = ask(site, "盐湖")
    assert search.facets("listing") == [
        Facet("land", "工业用地", Hits(2)), Facet("factory", "厂房", Hits(1)),
    ]  # fmt: skip
    assert search.facets("park") == []
    assert found(site, facet="factory") == ["盐湖厂房"]


@pytest.mark.parametrize("wrong", [{"scope": "<x7>"}, {"order": "<x7>"}])
def test_unknown_scope_and_order_are_refused(site, wrong):
    with pytest.raises(ValueError, match="x7"):
        Search(site, "盐湖", **wrong)


def test_names_codes_and_exact_titles_come_first(site, ask):
    column = ColumnFactory(site=site)
    ParkFactory(region=site.region, name="甲园区", also_known_as="昆仑经开区、西片区")
    ArticleFactory(column=column, title="昆仑经开区道路通车")
    ArticleFactory(
        column=column, title="昆仑经开区", publish_at=timezone.now() - datetime.timedelta(days=900)
    )
    groups = ask(site, "昆仑经开区").groups()
    assert [[e.title for e in g.entries] for g in groups] == [
        ["甲园区"], ["昆仑经开区", "昆仑经开区道路通车"],
    ]  # fmt: skip


@pytest.mark.parametrize("statistics", [InBodiesOf(100), EverywhereOf(100)])
def test_titles_beyond_the_cap_are_found_first(site, statistics):
    column = ColumnFactory(site=site)
    old = timezone.now() - datetime.timedelta(days=2000)
    ArticleFactory(column=column, title="盐湖旧事", publish_at=old)
    for number in range(5):
        ArticleFactory(column=column, title=f"动态{number}", body="<p>盐湖</p>")
    search = Search(site, "盐湖", planner=Planner(statistics, cap=3, few=1))
    assert str(search.counts["article"]) == "3+"
    assert next(iter(search.page("article", 1))).title == "盐湖旧事"
