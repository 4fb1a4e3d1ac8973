"""Coordinates as people bring them, and the system in which they are stored."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.coordinate_systems import (
    Axis,
    CoordinateSystem,
    bd09_to_gcj02,
    degrees_of,
    distance_km,
    gcj02_to_bd09,
    gcj02_to_wgs84,
    to_wgs84,
    wgs84_to_gcj02,
)

METRE = 0.001
IN_CHINA = (st.floats(4, 53), st.floats(74, 135))


@given(*IN_CHINA)
def test_gcj02_comes_back_within_a_metre(latitude, longitude):
    back = gcj02_to_wgs84(*wgs84_to_gcj02(latitude, longitude))
    assert distance_km(back, (latitude, longitude)) < METRE


@given(*IN_CHINA)
def test_bd09_comes_back_within_a_metre(latitude, longitude):
    back = bd09_to_gcj02(*gcj02_to_bd09(latitude, longitude))
    assert distance_km(back, (latitude, longitude)) < METRE


@pytest.mark.parametrize(
    ("place", "system"),
    [
        ((36.40230, 94.90330), CoordinateSystem.WGS84),
        ((36.40182, 94.90419), CoordinateSystem.GCJ02),
        ((36.408016, 94.910629), CoordinateSystem.BD09),
    ],
)
def test_one_place_in_three_systems(place, system):
    assert distance_km(to_wgs84(*place, system), (36.40230, 94.90330)) < 5 * METRE


@pytest.mark.parametrize(
    ("text", "axis", "degrees"),
    [
        ("36.40235", Axis.LATITUDE, "36.40235"),
        ("３６．４０２３５", Axis.LATITUDE, "36.40235"),
        ("94.910628765432", Axis.LONGITUDE, "94.910628765432"),
        ("北纬36.4023°", Axis.LATITUDE, "36.4023"),
        ("94.9033 E", Axis.LONGITUDE, "94.9033"),
        ("东经 94.9033 度", Axis.LONGITUDE, "94.9033"),
    ],
)
def test_degrees_are_read_as_people_write_them(text, axis, degrees):
    assert degrees_of(text, axis) == Decimal(degrees)


@pytest.mark.parametrize(
    ("text", "axis", "words"),
    [
        ("94.9033", Axis.LATITUDE, "像是经度：写反了？"),
        ("36.4023", Axis.LONGITUDE, "像是纬度：写反了？"),
        ("36°24′08″N", Axis.LATITUDE, "这是度分秒，请换算成度：36.40222。"),
        ("36º24'08.5\"", Axis.LATITUDE, "这是度分秒，请换算成度：36.40236。"),
        ("94度54分12秒", Axis.LONGITUDE, "这是度分秒，请换算成度：94.90333。"),
        ("36°24.5′", Axis.LATITUDE, "这是度分秒，请换算成度：36.40833。"),
        ("94.9033,36.4023", Axis.LONGITUDE, "这里是一对坐标，请把纬度和经度分开填。"),
        ("4029123.5", Axis.LATITUDE, "像是以米计的平面坐标"),
        ("33491234", Axis.LONGITUDE, "像是以米计的平面坐标"),
        ("0", Axis.LATITUDE, "纬度应在 3–54 度之间（中国范围内）。"),
        ("-94.9", Axis.LONGITUDE, "经度应填以度为单位的数字"),
        ("格尔木", Axis.LATITUDE, "纬度应填以度为单位的数字"),
        ("", Axis.LATITUDE, "纬度应填以度为单位的数字"),
    ],
)
def test_what_is_no_such_coordinate_is_called_by_its_name(text, axis, words):
    with pytest.raises(ValueError, match="。|？") as caught:
        degrees_of(text, axis)
    assert words in str(caught.value)


@given(st.text(max_size=80), st.sampled_from(Axis))
def test_no_text_breaks_the_reading(text, axis):
    with contextlib.suppress(ValueError):
        assert degrees_of(text, axis) > 0
