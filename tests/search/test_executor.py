"""One statement finds, counts and orders: each type by itself, no further than the cap."""

import datetime

import pytest
from django.utils import timezone

from search.executor import Executor, Found
from search.planner import Planner
from search.scopes import SubtreeScope
from search.tsquery import Query
from tests.factories import LandFactory, ListingFactory, ParkFactory


@pytest.fixture
def places(site):
    """Three listings, the newest verified first, and a park; one title holds all words."""
    now = timezone.now()
    for days, title in ((3, "盐湖冷库"), (1, "盐湖厂房"), (2, "盐湖标准厂房")):
        ListingFactory(
            region=site.region, title=title, verified_at=now - datetime.timedelta(days=days)
        )
    LandFactory(region=site.region, title="盐湖净地", summary="可建厂房")
    ParkFactory(region=site.region, name="盐湖园区")


def run(site, text, **kwargs):
    return Executor(Query.of(text), SubtreeScope(site), timezone.now(), **kwargs).run()


def test_types_are_counted_by_themselves(site, places, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = run(site, "盐湖")
    assert [(kind, one.number) for kind, one in found.items()] == [("listing", 4), ("park", 1)]


def test_counting_stops_beyond_the_cap(site, places):
    found = run(site, "盐湖", planner=Planner(cap=2))["listing"]
    assert (found.number, len(found.ids)) == (3, 2)


def test_facet_and_dates_narrow(site, places):
    assert run(site, "盐湖", facet="land")["listing"].number == 1
    today = timezone.localdate()
    newer = run(site, "盐湖", since=today - datetime.timedelta(days=1), facet="factory")
    assert newer["listing"].number == 1
    assert run(site, "没有这回事") == {}


def test_first_of_every_facet_is_the_best_one():
    found = Found(4, 1.0, ids=[7, 3, 9, 1], facets=["land", "factory", "land", ""])
    assert sorted(found.one_of_each()) == [1, 3, 7]
