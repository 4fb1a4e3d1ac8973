"""Entries and index rows follow what they copy: at once where that is little, else in batches."""

import datetime
import time
from dataclasses import replace

import pytest
from django.utils import timezone

from parks.models import Listing, ListingIndex, Park, TransportLink, Utility
from search import following
from search.models import ReindexRequest, SearchEntry
from search.models.reindex_requests import LOOK_AGAIN_AFTER
from search.results import Search
from tests import factories
from tests.admin_pages import press
from tests.publishing.hidden import HIDDEN
from tests.transactions import uncommitted

LATER = LOOK_AGAIN_AFTER + datetime.timedelta(seconds=1)


def small(batch=2):
    """The kinds of copies, as if so many were all that can be written in one go."""
    return [replace(kind, batch=batch) for kind in following.copies()]


def found(site, words):
    search = Search(site, words, scope="site")
    return {str(entry.title) for group in search.groups() for entry in group.entries}


def waiting():
    return list(ReindexRequest.objects.filter(due_at=None).values_list("label", flat=True))


@pytest.fixture
def park(site):
    return factories.ParkFactory(region=site.region, name="昆仑开发区")


@pytest.fixture
def listing(site, park):
    return factories.ListingFactory(region=site.region, park=park, title="厂房甲")


def test_a_renamed_park_is_found_by_its_new_name_at_once(site, park, listing):
    park.name = "盐桥开发区"
    park.save()
    assert (found(site, "昆仑"), found(site, "盐桥")) == (set(), {"盐桥开发区", "厂房甲"})
    assert SearchEntry.objects.get(type="listing").body.split()[1] == "盐桥开发区"
    assert waiting() == []


@pytest.mark.parametrize("change", HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_park_is_not_found_through_its_listings(site, park, listing, change):
    for name, value in change.items():
        setattr(park, name, value)
    park.save()
    assert (found(site, "昆仑"), found(site, "厂房")) == (set(), {"厂房甲"})


def test_a_park_that_becomes_public_is_found_through_its_listings(site, listing, park):
    park.withdraw()
    park.approve(factories.UserFactory())
    assert found(site, "昆仑") == {"昆仑开发区", "厂房甲"}


def test_entries_follow_columns_tags_and_categories(site):
    column = factories.ColumnFactory(site=site, name="园区动态")
    tag = factories.KindTagFactory(name="会议")
    factories.ArticleFactory(column=column, kind_tag=tag, title="通水")
    policy = factories.PolicyFactory(region=site.region)
    for row, name in ((column, "招商要闻"), (tag, "签约"), (policy.category, "资金扶持")):
        row.name = name
        row.save()
    policy.category.slug = "grants"
    policy.category.save()
    entries = SearchEntry.objects.order_by("type").values_list("title", "facet", "facet_label")
    assert list(entries) == [
        ("【签约】通水", column.slug, "招商要闻"),
        (policy.title, "grants", "资金扶持"),
    ]


def test_entries_follow_a_site_and_a_region_by_the_worker(site, park):
    """Sites and regions lie below search: what changes there is always owed."""
    page = factories.SitePageFactory(site=site, title="关于我们")
    site.slug = "kunlun"
    site.save()
    above = site.region.parent
    type(above).objects.filter(pk=site.region.pk).update(path="640000/632801/")
    assert waiting() == ["regions.Site", "regions.Region"]
    following.catch_up()
    site.refresh_from_db()
    entry = SearchEntry.objects.get(object_id=page.pk, type="page")
    assert (entry.site_slug, found(site, "关于我们")) == ("kunlun", {"关于我们"})
    assert "@r640000/park/" in SearchEntry.objects.get(type="park").vector


def test_index_rows_follow_supplies_and_industries(site, park):
    plot = factories.LandFactory(region=site.region, park=park)
    industry = factories.IndustryFactory()
    plot.industries.add(industry)
    plot.index()
    Utility.objects.create(park=park, kind="heat", is_supplied=True)
    link = TransportLink.objects.create(park=park, kind="highway", name="入口", distance_km=4)
    following.follow(park)
    row = ListingIndex.objects.get()
    assert (row.has_steam, row.highway_km, row.industries) == (True, 4.0, [industry.pk])
    TransportLink.objects.filter(pk=link.pk).update(distance_km=9)
    Utility.objects.all().delete()
    industry.is_active = False
    industry.save()
    following.catch_up()
    row.refresh_from_db()
    assert (row.has_steam, row.highway_km, row.industries) == (None, 9.0, [])


def test_index_rows_follow_a_park_that_is_placed_anew(site, park):
    own = {"latitude": "36.40000", "longitude": "94.90000"}
    factories.ListingFactory(region=site.region, park=park, **own)
    factories.ListingFactory(region=site.region, park=park, latitude="36.4")  # half is nothing
    places = ListingIndex.objects.order_by("pk").values_list("latitude", "longitude", "is_at_park")
    assert list(places) == [(36.4, 94.9, False), (None, None, False)]
    park.latitude, park.longitude = "36.10000", "94.10000"
    park.save()
    assert list(places.all()) == [(36.4, 94.9, False), (36.1, 94.1, True)]
    Park.objects.filter(pk=park.pk).update(longitude="94.2")
    following.catch_up()
    assert list(places.all()) == [(36.4, 94.9, False), (36.1, 94.2, True)]


def test_index_rows_follow_an_industry_that_is_deleted(site, listing):
    industry = factories.IndustryFactory()
    listing.industries.add(industry)
    listing.index()
    industry.delete()
    following.catch_up()
    assert ListingIndex.objects.get().industries == []


def test_what_many_copy_is_left_to_the_worker_in_batches(site, park):
    """Five entries at two a batch: three steps, none of which takes longer than a batch.

    Two more for the index rows, which follow the park's place.
    """
    factories.ListingFactory.create_batch(5, region=site.region, park=park)
    ReindexRequest.objects.all().delete()
    Park.objects.update(name="盐桥开发区")
    following.follow(park, small())
    old = SearchEntry.objects.filter(type="listing", body__contains="昆仑开发区")
    left = [old.count()]
    while waiting():
        assert following.carry_on(kinds=small())
        left.append(old.count())
    assert left == [5, 3, 1, 0, 0, 0]


def test_a_small_change_does_not_wait_for_a_large_one(site, park):
    factories.ListingFactory.create_batch(5, region=site.region, park=park)
    other = factories.ParkFactory(region=site.region, name="锡铁山园区")
    factories.ListingFactory(region=site.region, park=other)
    ReindexRequest.objects.all().delete()
    Park.objects.filter(pk=park.pk).update(name="盐桥开发区")
    following.carry_on(kinds=small())
    Park.objects.filter(pk=other.pk).update(status="withdrawn")
    following.carry_on(kinds=small())
    bodies = " ".join(SearchEntry.objects.values_list("body", flat=True))
    assert (bodies.count("锡铁山园区"), bodies.count("昆仑开发区")) == (0, 3)


def test_a_batch_that_fails_goes_behind_the_others(site, park, listing):
    def broken(pks):
        raise ValueError("broken")

    column = factories.ColumnFactory(site=site)
    factories.ArticleFactory(column=column)
    ReindexRequest.objects.all().delete()
    Park.objects.update(name="盐桥开发区")
    type(column).objects.update(name="招商要闻")
    kinds = [
        replace(kind, write=broken) if kind.model is Listing else kind
        for kind in following.copies()
    ]
    with pytest.raises(ValueError, match="broken"):
        following.carry_on(kinds=kinds)
    assert following.carry_on(kinds=kinds)
    assert SearchEntry.objects.get(type="article").facet_label == "招商要闻"
    assert waiting() == ["parks.Park"]


def test_the_end_of_a_window_is_followed_when_it_comes(site, park, listing):
    park.expire_at = timezone.now() + datetime.timedelta(seconds=1)
    park.save()
    following.catch_up()
    assert found(site, "昆仑") == {"昆仑开发区", "厂房甲"}
    time.sleep(1.1)
    assert found(site, "昆仑") == {"厂房甲"}  # its own entry knows the end
    following.catch_up()
    assert found(site, "昆仑") == set()


def test_the_beginning_of_a_window_is_followed_when_it_comes(site):
    soon = timezone.now() + datetime.timedelta(seconds=1)
    park = factories.ParkFactory(region=site.region, name="昆仑开发区", publish_at=soon)
    factories.ListingFactory(region=site.region, park=park, title="厂房甲")
    assert found(site, "昆仑") == set()
    time.sleep(1.1)
    following.catch_up()
    assert found(site, "昆仑") == {"昆仑开发区", "厂房甲"}


def test_a_row_that_nobody_could_see_is_found_by_a_second_look(transactional_db, site, park):
    """A listing added while the park is renamed copies the old name for a minute at most."""

    def add():
        factories.ListingFactory(region=site.region, park_id=park.pk, title="厂房甲")

    with uncommitted(add):
        park.name = "盐桥开发区"
        park.save()
    body = SearchEntry.objects.filter(type="listing").values_list("body", flat=True)
    assert body[0].split()[1] == "昆仑开发区"
    assert not following.carry_on()
    assert following.carry_on(timezone.now() + LATER)
    assert body[0].split()[1] == "盐桥开发区"
    assert not ReindexRequest.objects.exists()


def test_listings_follow_parks_that_are_withdrawn_by_an_action(
    site, client, superuser, park, listing
):
    other = factories.ParkFactory(region=site.region, name="昆仑东园")
    factories.ListingFactory(region=site.region, park=other, title="厂房乙")
    client.force_login(superuser)
    chosen = {"action": "withdraw_selected", "_selected_action": [park.pk, other.pk]}
    client.post("/admin/parks/park/", chosen)
    assert (found(site, "昆仑"), found(site, "厂房")) == (set(), {"厂房甲", "厂房乙"})
    assert waiting() == []


def test_pages_follow_a_site_that_moves_by_its_form(site, client, superuser):
    factories.SitePageFactory(site=site, title="关于我们")
    client.force_login(superuser)
    press(client, f"/admin/regions/site/{site.pk}/change/", slug="kunlun")
    assert SearchEntry.objects.get().site_slug == "kunlun"
    assert waiting() == []
