"""Counts of the desk's lists: exact while that is cheap, and told apart from estimates."""

import datetime
import re
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone

from news.models import Article
from parks.admin.listings import ListingAdmin
from parks.models import Listing
from regions.bounded_paginator import (
    UNSORTED,
    BoundedChangeList,
    BoundedPaginator,
    expected_cost,
    with_years_between,
)
from tests import factories


class OfTwo(BoundedPaginator):
    cap = 2


@pytest.mark.parametrize(("rows", "is_estimated"), [(0, False), (2, False), (3, True)])
def test_counts_are_exact_up_to_the_cap(site, rows, is_estimated):
    factories.ListingFactory.create_batch(rows, region=site.region)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE parks_listing")
    paginator = OfTwo(Listing.objects.order_by("-pk"), 2)
    assert (paginator.is_estimated, paginator.count) == (is_estimated, rows)
    assert [row.pk for row in paginator.page(1)] == [
        row.pk for row in Listing.objects.order_by("-pk")[:2]
    ]


def test_desk_says_that_a_count_is_an_estimate(site):
    factories.ListingFactory.create_batch(3, region=site.region)
    words = {}
    for paginator in (BoundedPaginator, OfTwo):
        made = paginator(Listing.objects.order_by("-pk"), 2)
        changes = SimpleNamespace(opts=Listing._meta, paginator=made, result_count=made.count)
        page = render_to_string("admin/pagination.html", {"cl": changes})
        words[paginator] = re.findall(r"共 (约? ?)\d+ 条", page)
    assert words == {BoundedPaginator: [""], OfTwo: ["约 "]}


def test_pages_end_where_counting_does(site):
    factories.ListingFactory.create_batch(5, region=site.region)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE parks_listing")
    pages = [OfTwo(Listing.objects.order_by("-pk"), size).num_pages for size in (1, 2, 3)]
    assert pages == [2, 1, 1]
    assert BoundedPaginator(Listing.objects.order_by("-pk"), 2).num_pages == 3


def test_years_of_a_long_list_lie_between_its_ends(site):
    column = factories.ColumnFactory(site=site)
    for year in (2021, 2024):
        at = datetime.datetime(year, 1, 1, tzinfo=timezone.get_current_timezone())
        factories.ArticleFactory(column=column, publish_at=at)
    rows = with_years_between(Article.objects.order_by("-publish_at"))
    years = rows.datetimes("publish_at", "year")
    assert [year.year for year in years] == [2021, 2022, 2023, 2024]
    assert years[::3] == list(Article.objects.datetimes("publish_at", "year"))
    assert [month.month for month in rows.datetimes("publish_at", "month")] == [1, 1]


class TooDear(BoundedChangeList):
    dearest = 0


class LongListingAdmin(ListingAdmin):
    def get_changelist(self, request, **kwargs):
        return TooDear


BY_STATUS = {"o": "4"}


def asked(rf, admin_user, model_admin, query):
    """The page of a list, and what it says."""
    request = rf.get("/admin/parks/listing/", query)
    request.user, request.session = admin_user, {}
    request._messages = FallbackStorage(request)
    page = model_admin(Listing, admin.site).get_changelist_instance(request)
    return page, [str(message) for message in get_messages(request)]


def test_short_list_is_sorted_by_any_column(rf, admin_user, site):
    factories.ListingFactory(region=site.region, status="draft", code="A")
    factories.ListingFactory(region=site.region, code="B")
    page, words = asked(rf, admin_user, ListingAdmin, BY_STATUS)
    assert [listing.code for listing in page.result_list] == ["B", "A"]
    assert (page.get_ordering_field_columns(), words) == ({4: "asc"}, [])


def test_long_list_keeps_its_order_and_says_why(rf, admin_user, site):
    """Neither its headers nor its links speak of an order that the rows do not have."""
    factories.ListingFactory(region=site.region, code="A")
    factories.ListingFactory(region=site.region, status="draft", code="B")
    page, words = asked(rf, admin_user, LongListingAdmin, BY_STATUS)
    assert [listing.code for listing in page.result_list] == ["B", "A"]
    assert (page.get_ordering_field_columns(), words) == ({}, [UNSORTED])
    assert page.get_query_string({"p": 2}) == "?p=2"


def test_long_list_in_its_own_order_says_nothing(rf, admin_user, site):
    _, words = asked(rf, admin_user, LongListingAdmin, {})
    assert words == []


def test_no_rows_cost_nothing(db):
    assert expected_cost(Listing.objects.none()) == 0
    assert expected_cost(Listing.objects.order_by("pk")[:1]) > 0
