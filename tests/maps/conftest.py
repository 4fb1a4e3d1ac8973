"""Two listings far from each other, and how a map page numbers what it lists."""

import datetime
import re

import pytest
from django.utils import timezone

from tests import factories

NEAR = {"latitude": "36.40000", "longitude": "94.90000"}
FAR = {"latitude": "38.25000", "longitude": "90.86000"}
AROUND_NEAR = "94.8,36.3,95,36.5"
TITLE = re.compile(r'<li class="spot.*?data-number="(\d+)".*?<h3><a[^>]*>(.*?)</a>', re.DOTALL)


def plain(response):
    """The page without the signs of typesetting."""
    return response.text.replace("<wbr>", "").replace("\u00a0", " ")


def numbered(response):
    """[(number, title)] of the list."""
    return [(int(number), title) for number, title in TITLE.findall(plain(response))]


@pytest.fixture
def near(site):
    return factories.ListingFactory(region=site.region, title="近处厂房", **NEAR)


@pytest.fixture
def far(site):
    earlier = timezone.now() - datetime.timedelta(days=2)
    return factories.ListingFactory(region=site.region, title="远处厂房", publish_at=earlier, **FAR)
