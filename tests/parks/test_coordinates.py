"""Where something of a region can lie."""

import pytest

from parks.models.coordinates import far_from_region
from regions.models import Region

SEAT = {"name": "格尔木市", "latitude": "36.40223", "longitude": "94.90333"}


@pytest.mark.parametrize(
    ("place", "level", "words"),
    [
        ((36.5, 95.0), Region.Level.COUNTY, ""),
        ((32.9, 92.9), Region.Level.COUNTY, ""),  # its exclave
        ((36.40223, 104.90333), Region.Level.COUNTY, "离格尔木市有 895 公里，请检查坐标。"),
        ((36.40223, 104.90333), Region.Level.PREFECTURE, ""),
        ((23.1, 113.3), Region.Level.PROVINCE, "离格尔木市有 2304 公里，请检查坐标。"),
    ],
)
def test_place_far_outside_is_told(place, level, words):
    assert far_from_region(*place, Region(level=level, **SEAT)) == words


def test_region_that_nobody_placed_says_nothing():
    assert far_from_region(23.1, 113.3, Region(level=Region.Level.COUNTY)) == ""
    assert far_from_region(23.1, 113.3, None) == ""
