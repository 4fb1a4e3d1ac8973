"""When pages change by themselves: worked out from the rows, at the sites that show them."""

import datetime
import json

import pytest
from django.db import connection
from django.utils import timezone

from portal.edition_sources import SOURCES
from publishing.editions.moments import midnights, moments_at, statement
from tests import factories

pytestmark = pytest.mark.django_db
# In the middle of a day of the office, so that no midnight is near; and not of this day, at some
# hour of which the times of other rows, an hour ago, would lie in between.
DAY = timezone.localdate() + datetime.timedelta(days=2)
NOON = timezone.make_aware(datetime.datetime.combine(DAY, datetime.time(12)))
SOON = NOON + datetime.timedelta(hours=1)
JUST_BEFORE = datetime.timedelta(microseconds=1)


@pytest.fixture
def places(site, other_site, prefecture):
    """{name: path} of a county, its parent, its neighbour, and of a site without anything near."""
    far = factories.RegionFactory(adcode="540000")
    return {
        "here": site.region.path,
        "above": prefecture.path,
        "beside": other_site.region.path,
        "far": far.path,
        "network": "",
    }


def article(site, **times):
    return factories.ArticleFactory(column=factories.ColumnFactory(site=site), **times)


def listing(site, **times):
    """Its times by the way past save(), which derives them from the rule of its kind."""
    row = factories.ListingFactory(region=site.region)
    type(row).objects.filter(pk=row.pk).update(**times)


def plot(site, **times):
    row = factories.LandFactory(region=site.region)
    type(row).objects.filter(pk=row.pk).update(**times)


def listing_of_a_park_here(site, **times):
    """The listing lies beside; the park's page here counts it."""
    region = type(site.region).objects.get(adcode="632821")
    park = factories.ParkFactory(region=site.region)
    row = factories.ListingFactory(region=region, park=park)
    type(row).objects.filter(pk=row.pk).update(**times)


def park_of_a_listing_here(site, **times):
    """The park lies beside; the listing here says its name."""
    region = type(site.region).objects.get(adcode="632821")
    factories.ListingFactory(region=site.region, park=factories.ParkFactory(region=region, **times))


OWN = {"here", "above", "network"}
KINDS = {
    "article": (article, ("publish_at", "expire_at"), OWN),
    "page": (
        lambda site, **times: factories.SitePageFactory(site=site, **times),
        ("publish_at", "expire_at"),
        OWN,
    ),
    "policy": (
        lambda site, **times: factories.PolicyFactory(region=site.region, **times),
        ("publish_at", "expire_at"),
        OWN,
    ),
    "policy of the prefecture": (
        lambda site, **times: factories.PolicyFactory(region=site.region.parent, **times),
        ("publish_at", "expire_at"),
        {*OWN, "beside"},
    ),
    "park": (
        lambda site, **times: factories.ParkFactory(region=site.region, **times),
        ("publish_at", "expire_at"),
        OWN,
    ),
    "park of a listing": (
        park_of_a_listing_here,
        ("publish_at", "expire_at"),
        {*OWN, "beside"},
    ),
    "listing": (listing, ("publish_at", "expire_at", "stale_at", "hidden_at"), OWN),
    "plot": (plot, ("publish_at", "expire_at", "stale_at", "hidden_at"), {*OWN, "beside"}),
    "listing of a park": (
        listing_of_a_park_here,
        ("publish_at", "expire_at", "stale_at", "hidden_at"),
        {*OWN, "beside"},
    ),
}
CASES = [(kind, column) for kind, (_, columns, _) in KINDS.items() for column in columns]


@pytest.mark.parametrize(("kind", "column"), CASES)
def test_a_moment_turns_exactly_at_its_time_where_it_shows(site, places, kind, column):
    make, _, shown = KINDS[kind]
    make(site, **{column: SOON})
    today, tomorrow = midnights(NOON)
    for name, path in places.items():
        passed, coming = moments_at(path, SOON - JUST_BEFORE)
        assert coming == (SOON if name in shown else tomorrow), name
        assert passed < SOON
        passed, coming = moments_at(path, SOON)
        assert (passed, coming) == (SOON if name in shown else passed, tomorrow), name
        assert (passed == SOON) == (name in shown), name
        assert passed >= today


def test_a_draft_has_no_moment(site, places):
    article(site, publish_at=SOON, status="draft")
    assert moments_at(places["here"], NOON) == midnights(NOON)


def test_days_begin_at_midnight_of_the_office(db):
    night = timezone.make_aware(datetime.datetime.combine(timezone.localdate(), datetime.time()))
    assert moments_at("", night - JUST_BEFORE)[1] == night
    assert moments_at("", night)[0] == night


# Columns whose next and last times are found; which of several indexes that hold one the planner
# takes depends on the statistics of the tables.
COLUMNS = {
    *("news_article.publish_at", "news_article.expire_at"),
    *("policies_policy.publish_at", "policies_policy.expire_at"),
    *("parks_listing.publish_at", "parks_listing.expire_at"),
    *("parks_listing.stale_at", "parks_listing.hidden_at"),
}


def test_times_are_found_along_indexes(site):
    """Sequential reading is left out of the choice: tables of tests are too small for an index."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        asked = {"path": site.region.path, "now": NOON}
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement(SOURCES)}", asked)
        plan = cursor.fetchone()[0]
    plan = json.loads(plan) if isinstance(plan, str) else plan
    found = {
        f"{node['Relation Name']}.{column}"
        for node in nodes(plan[0]["Plan"])
        for column in ("publish_at", "expire_at", "stale_at", "hidden_at")
        if f"{column} " in node.get("Index Cond", "")
    }
    assert found >= COLUMNS


def nodes(plan):
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)
