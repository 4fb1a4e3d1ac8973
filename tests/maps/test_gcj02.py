"""Conversions against the pairs that eviltransform and coordtransform publish with their code."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.gcj02 import gcj02_to_bd09, map_links, wgs84_to_gcj02

WGS_TO_GCJ = [
    ((31.1774276, 121.5272106), (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), (39.91334545536069, 116.38404722455657)),
    ((39.915, 116.404), (39.91640428150164, 116.41024449916938)),
]
ABROAD = [(48.8584, 2.2945), (-33.8688, 151.2093), (40.7128, -74.006), (0.0, 0.0)]


@pytest.mark.parametrize(("wgs", "gcj"), WGS_TO_GCJ)
def test_wgs84_becomes_gcj02_as_published(wgs, gcj):
    assert wgs84_to_gcj02(*wgs) == pytest.approx(gcj, abs=1e-9)


def test_gcj02_becomes_bd09_as_published():
    expected = (39.92133699351021, 116.41036949371029)
    assert gcj02_to_bd09(39.915, 116.404) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("place", ABROAD)
def test_outside_china_nothing_moves(place):
    assert wgs84_to_gcj02(*place) == gcj02_to_bd09(*place) == place


@given(st.floats(3, 54), st.floats(73, 136))
def test_inside_china_the_shift_is_some_hundred_metres(latitude, longitude):
    north, east = wgs84_to_gcj02(latitude, longitude)
    assert abs(north - latitude) < 0.012
    assert abs(east - longitude) < 0.02


def test_links_carry_converted_coordinates_and_a_plain_title():
    links = map_links("36.41", "94.9", "A:12; 号&楼")
    gcj, bd = (36.41005, 94.90267), (36.41637, 94.90910)
    assert [link.name for link in links] == ["高德", "腾讯", "百度"]
    amap, tencent, baidu = (parse_qs(urlsplit(link.url).query) for link in links)
    east, north = map(float, amap["position"][0].split(","))
    assert (north, east) == pytest.approx(gcj, abs=2e-3)
    assert amap["coordinate"] == ["gaode"]
    assert tencent["marker"] == [f"coord:{north},{east};title:A：12； 号&楼;addr:"]
    assert tuple(map(float, baidu["location"][0].split(","))) == pytest.approx(bd, abs=3e-3)
    assert baidu["coord_type"] == ["bd09ll"]


@pytest.mark.parametrize("place", [(None, None), ("36.4", None), (None, "94.9")])
def test_no_links_without_both_coordinates(place):
    assert map_links(*place, "A-12") == []
