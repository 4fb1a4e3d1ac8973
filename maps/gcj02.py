"""From WGS-84, which we store, to what Chinese map apps count in; links that open a place there.

GCJ-02 is used by 高德 and 腾讯, BD-09 by 百度. The formulas are the published ones; outside China
the systems agree with WGS-84.
"""

import math
from dataclasses import dataclass
from urllib.parse import urlencode

# The Krasovsky 1940 ellipsoid, on which GCJ-02 is computed.
SEMI_MAJOR_M = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
BD_TURN = math.pi * 3000 / 180
DECIMALS = 6
SOURCE = "regional-investment-portal"


@dataclass(frozen=True)
class MapLink:
    """A place in somebody else's map app."""

    name: str
    url: str


def is_outside_china(latitude: float, longitude: float) -> bool:
    """Outside the rectangle within which the apps shift coordinates."""
    return not (0.8293 <= latitude <= 55.8271 and 72.004 <= longitude <= 137.8347)


def wgs84_to_gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    """(latitude, longitude) in degrees, shifted by some hundred metres inside China."""
    if is_outside_china(latitude, longitude):
        return latitude, longitude
    x, y = longitude - 105.0, latitude - 35.0
    north, east = _shift_north(x, y), _shift_east(x, y)
    phi = math.radians(latitude)
    factor = 1 - ECCENTRICITY_SQUARED * math.sin(phi) ** 2
    meridian = SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED) / (factor * math.sqrt(factor))
    parallel = SEMI_MAJOR_M / math.sqrt(factor) * math.cos(phi)
    return (
        latitude + math.degrees(north / meridian),
        longitude + math.degrees(east / parallel),
    )


def _shift_north(x, y):
    metres = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    metres += (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    metres += (20 * math.sin(y * math.pi) + 40 * math.sin(y / 3 * math.pi)) * 2 / 3
    return metres + (160 * math.sin(y / 12 * math.pi) + 320 * math.sin(y * math.pi / 30)) * 2 / 3


def _shift_east(x, y):
    metres = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    metres += (20 * math.sin(6 * x * math.pi) + 20 * math.sin(2 * x * math.pi)) * 2 / 3
    metres += (20 * math.sin(x * math.pi) + 40 * math.sin(x / 3 * math.pi)) * 2 / 3
    return metres + (150 * math.sin(x / 12 * math.pi) + 300 * math.sin(x / 30 * math.pi)) * 2 / 3


def gcj02_to_bd09(latitude: float, longitude: float) -> tuple[float, float]:
    """(latitude, longitude) in degrees as 百度 counts them."""
    if is_outside_china(latitude, longitude):
        return latitude, longitude
    radius = math.hypot(longitude, latitude) + 0.00002 * math.sin(latitude * BD_TURN)
    angle = math.atan2(latitude, longitude) + 0.000003 * math.cos(longitude * BD_TURN)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065


def map_links(latitude, longitude, title: str) -> list[MapLink]:
    """The place in 高德, 腾讯 and 百度; none where a coordinate is unknown. Degrees of WGS-84."""
    if latitude is None or longitude is None:
        return []
    gcj = wgs84_to_gcj02(float(latitude), float(longitude))
    north, east = (round(value, DECIMALS) for value in gcj)
    bd_north, bd_east = (round(value, DECIMALS) for value in gcj02_to_bd09(*gcj))
    amap = {"position": f"{east},{north}", "name": title, "coordinate": "gaode", "src": SOURCE}
    tencent = {"marker": f"coord:{north},{east};title:{_plain(title)};addr:", "referer": SOURCE}
    baidu = {"location": f"{bd_north},{bd_east}", "title": title, "content": title}
    baidu |= {"coord_type": "bd09ll", "output": "html", "src": SOURCE}
    return [
        MapLink("高德", f"https://uri.amap.com/marker?{urlencode(amap)}"),
        MapLink("腾讯", f"https://apis.map.qq.com/uri/v1/marker?{urlencode(tencent)}"),
        MapLink("百度", f"https://api.map.baidu.com/marker?{urlencode(baidu)}"),
    ]


def _plain(title):
    """腾讯 parts its fields by these two signs."""
    return title.translate(str.maketrans(":;", "：；"))
