"""Parks whose names readers spell in many ways."""

import pytest

from tests.factories import ParkFactory

TITLES = [
    "格尔木盐湖园区",
    "藏青工业园",
    "昆仑片区",
    "茫崖市石棉矿",
    "察尔汗钾肥",
    "单县羊汤",
    "绿电直供",
]


@pytest.fixture
def named(site):
    for number, title in enumerate(TITLES):
        ParkFactory(region=site.region, name=title, slug=f"p{number}")
    return site
