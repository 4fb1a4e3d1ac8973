"""Grouping, ranking, caps, tenancy, and what is gone at once."""

import datetime

import pytest
from django.utils import timezone

from search import results
from search.models import SearchEntry
from search.planner import Planner
from search.results import Search, clean_query
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    LandFactory,
    ListingFactory,
    ParkFactory,
    PolicyFactory,
    SiteFactory,
    SitePageFactory,
)

pytestmark = pytest.mark.django_db

MAKERS = {
    "listing": lambda site, **kw: ListingFactory(region=site.region, title="盐湖厂房", **kw),
    "park": lambda site, **kw: ParkFactory(region=site.region, name="盐湖园区", **kw),
    "policy": lambda site, **kw: PolicyFactory(region=site.region, title="盐湖政策", **kw),
    "article": lambda site, **kw: ArticleFactory(
        column=ColumnFactory(site=site), title="盐湖动态", **kw
    ),
    "page": lambda site, **kw: SitePageFactory(site=site, title="盐湖指南", **kw),
}


def found(site, query="盐湖"):
    return {
        group.type.value: [entry.title for entry in group.entries]
        for group in Search(site, query).groups()
    }


def test_groups_hold_every_type(site):
    for make in MAKERS.values():
        make(site)
    assert found(site) == {
        "listing": ["盐湖厂房"],
        "park": ["盐湖园区"],
        "policy": ["盐湖政策"],
        "article": ["盐湖动态"],
        "page": ["盐湖指南"],
    }


@pytest.mark.parametrize("kind", MAKERS)
def test_withdrawn_is_gone_at_once(site, kind):
    thing = MAKERS[kind](site)
    assert list(found(site)) == [kind]
    thing.withdraw()
    assert found(site) == {}


@pytest.mark.parametrize("kind", MAKERS)
def test_draft_scheduled_expired_and_deleted_are_not_found(site, kind):
    now, hour = timezone.now(), datetime.timedelta(hours=1)
    make = MAKERS[kind]
    make(site, status="draft")
    make(site, publish_at=now + hour)
    make(site, publish_at=now - 2 * hour, expire_at=now - hour)
    make(site).delete()
    assert found(site) == {}


def test_other_countys_things_stay_there(site, other_site):
    for make in MAKERS.values():
        make(other_site)
    assert found(site) == {}
    assert sorted(found(other_site)) == sorted(MAKERS)


def test_prefecture_finds_county_things_and_county_finds_policies_from_above(site):
    above = SiteFactory(region=site.region.parent, slug="haixi")
    for make in MAKERS.values():
        make(site)
    assert sorted(found(above)) == ["listing", "park", "policy"]
    SearchEntry.objects.all().delete()
    for make in MAKERS.values():
        make(above)
    assert found(site) == {"policy": ["盐湖政策"]}


def test_title_hits_come_first_then_the_newest(site):
    column = ColumnFactory(site=site)
    day = timezone.now() - datetime.timedelta(days=9)
    for days, title, body in (
        (1, "题中盐湖", "盐湖"),
        (2, "题中又一盐湖", "别的"),
        (3, "文中较旧", "盐湖"),
        (4, "文中较新", "盐湖"),
    ):
        ArticleFactory(
            column=column, title=title, body=f"<p>{body}</p>",
            publish_at=day + datetime.timedelta(days=days),
        )  # fmt: skip
    assert found(site) == {"article": ["题中又一盐湖", "题中盐湖", "文中较新", "文中较旧"]}


def test_counts_and_ranking_stop_at_the_cap(site):
    LandFactory.create_batch(5, region=site.region, title="盐湖净地")
    search = Search(site, "盐湖", planner=Planner(cap=3))
    assert (str(search.counts["listing"]), str(search.total)) == ("3+", "3+")
    page = search.page(results.Type.LISTING, 1)
    assert (len(page.object_list), page.paginator.count) == (3, 3)


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count_does_not_grow(site, django_assert_num_queries, rows):
    for make in MAKERS.values():
        for _ in range(rows):
            make(site)
    Search(site, "盐湖").groups()
    with django_assert_num_queries(3):  # counts, hits of all types, policies' dates
        Search(site, "盐湖").groups()
    with django_assert_num_queries(2):
        Search(site, "盐湖").page(results.Type.ARTICLE, 1)


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("招商手册（二〇二六）", "招商手册(二〇二六)"),
        ("5000㎡库房①号", "5000m2库房1号"),
        ("⻋间⾦属", "车间金属"),
        ("Kunlun 手册", "kun\u200blun"),
        ("G─6－A 地块", "g-6-a"),
    ],
)
def test_titles_are_found_however_they_are_spelt(site, title, typed):
    ArticleFactory(column=ColumnFactory(site=site), title=title)
    for text in (title, typed):
        (group,) = Search(site, clean_query(text)).groups()
        assert [entry.title for entry in group.entries] == [title]


def test_what_cutters_and_printers_break_is_found(site):
    """Signs behind letters, numbers without issuer, one character, both blocks of radicals."""
    column = ColumnFactory(site=site)
    hiring = ArticleFactory(column=column, title="基地招人", body="<p>C++、C# 工程师，懂硫酸镍</p>")
    ArticleFactory(column=column, title="C 类场地", body="<p>2024 年 7 号楼，c 类</p>")
    seventh = PolicyFactory(region=site.region, title="甲办法", document_number="青办〔2024〕7号")
    PolicyFactory(region=site.region, title="乙办法", document_number="青信〔2024〕19号")
    for title, queries in {
        hiring.title: ("C++", "c#", "C＋＋", "镍", "⼯程师", "硫酸镍 氢气"),
        seventh.title: ("〔2024〕7号", "2024年第7号", "[2024] 7 号", "甲办法"),
    }.items():
        best = [Search(site, query).groups()[0].entries[0].title for query in queries]
        assert best == [title] * len(queries)
    entry = Search(site, "硫酸镍 氢气").groups()[0].entries[0]
    assert entry.missing == ["氢气"]
