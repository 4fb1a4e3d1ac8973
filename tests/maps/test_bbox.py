"""A frame from the address: read as a reader means it, refused in a sentence."""

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.bbox import BadBoundingBox, BoundingBox, mercator, zoom_that_fits

SHAPE = "地图范围应是四个数：西,南,东,北（度），如 94.5,36.2,95.4,36.9。"
WEST_EAST = "地图范围的经度应在 -180 到 180 之间。"
ORDER = "地图范围的西应小于东，南应小于北。"


@pytest.mark.parametrize("text", ["94.5,36.2,95.4,36.9", "９４．５，36.2， 95.4 ,36.9"])
def test_frame_is_read_in_any_width(text):
    assert BoundingBox.parse(text) == BoundingBox(94.5, 36.2, 95.4, 36.9)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", SHAPE),
        ("1,2,3", SHAPE),
        ("1,2,3,4,5", SHAPE),
        ("a,b,c,d", SHAPE),
        ("94\x00,36,95,37", SHAPE),
        ("nan,36,95,37", WEST_EAST),
        ("94,36,inf,37", WEST_EAST),
        ("94,36,1e999,37", WEST_EAST),
        ("94,36,95,nan", "地图范围的纬度应在 -85 到 85 之间。"),
        ("94,-90,95,37", "地图范围的纬度应在 -85 到 85 之间。"),
        ("95,36,94,37", ORDER),
        ("94,36,94,37", ORDER),
        ("94,37,95,36", ORDER),
        ("94.5,36.2,94.50000000000001,36.9", ORDER),
        ("0,0,5e-324,5e-324", ORDER),
        ("1" * 5000, SHAPE),
    ],
)
def test_bad_frame_is_refused_in_a_sentence(text, sentence):
    with pytest.raises(BadBoundingBox, match=sentence.replace("（", ".").replace("）", ".")):
        BoundingBox.parse(text)


@given(st.text(max_size=60))
def test_any_text_is_a_frame_or_a_sentence(text):
    with contextlib.suppress(BadBoundingBox):
        frame = BoundingBox.parse(text)
        assert frame.west < frame.east
        assert frame.south < frame.north


def test_frame_comes_back_from_its_text():
    frame = BoundingBox(94.5, 36.2, 95.4, 36.9)
    assert BoundingBox.parse(str(frame)) == frame
    assert frame.holds(36.5, 95.0)
    assert not frame.holds(36.5, 95.5)


def test_frame_around_a_single_place_has_some_air():
    frame = BoundingBox.around([(36.4, 94.9)])
    assert frame.holds(36.4, 94.9)
    assert frame.east - frame.west == pytest.approx(0.01)


def test_grown_frame_stays_on_the_map():
    assert BoundingBox(-100, -60, 100, 60).grown(1) == BoundingBox(-180, -85, 180, 85)


def test_mercator_is_that_of_the_tiles():
    assert mercator(0, 0) == pytest.approx((0.5, 0.5))
    assert mercator(85.05112878, 180) == pytest.approx((1, 0), abs=1e-9)
    assert zoom_that_fits(
        BoundingBox(-180, -85.0511287, 180, 85.0511287), 512, 512
    ) == pytest.approx(math.log2(2))
