"""From WGS-84, which we store, to what Chinese map apps count in; links that open a place there."""

from dataclasses import dataclass
from urllib.parse import urlencode

from core.coordinate_systems import gcj02_to_bd09, wgs84_to_gcj02

DECIMALS = 6
SOURCE = "regional-investment-portal"


@dataclass(frozen=True)
class MapLink:
    """A place in somebody else's map app."""

    name: str
    url: str


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
