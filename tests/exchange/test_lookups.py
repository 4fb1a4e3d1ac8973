"""Regions, parks and industries by the names people write, within what the importer may touch."""

import pytest

from parks.models import Listing
from tests import factories
from tests.exchange.sample_files import HEADER, ROW

pytestmark = pytest.mark.django_db


def test_regions_and_parks_outside_are_unknown(bring, other_site):
    factories.ParkFactory(region=other_site.region, name="邻县园区")
    header = [*HEADER, "地区", "园区"]
    (diff,) = bring([[*ROW, "乌兰县", "邻县园区"]], header)
    assert list(diff.errors) == ["地区", "园区"]


def test_regions_parks_and_industries_by_name(bring, site):
    park = factories.ParkFactory(region=site.region, name="昆仑经开区")
    names = [factories.IndustryFactory(name=name).name for name in ("新能源", "装备制造")]
    header = [*HEADER, "地区", "园区", "适合产业"]
    bring([[*ROW, "632801", "昆仑经开区", "新能源，装备制造"]], header)
    listing = Listing.objects.get()
    assert (listing.region, listing.park) == (site.region, park)
    assert sorted(i.name for i in listing.industries.all()) == sorted(names)
    (diff,) = bring([[*ROW, "", "", "新能源"]], header)
    assert diff.changes == [("适合产业", "、".join(sorted(names)), "新能源")]
    assert [i.name for i in Listing.objects.get().industries.all()] == ["新能源"]
