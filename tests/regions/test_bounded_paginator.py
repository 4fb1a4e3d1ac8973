"""Counts of the desk's lists: exact while that is cheap, and told apart from estimates."""

import re
from types import SimpleNamespace

import pytest
from django.db import connection
from django.template.loader import render_to_string

from parks.models import Listing
from regions.bounded_paginator import BoundedPaginator
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
        words[paginator] = re.findall(r"(约? ?)\d+ 载体", page)
    assert words == {BoundedPaginator: [""], OfTwo: ["约 "]}
