"""Systems in which coordinates come in, and WGS-84, in which they are stored.

GCJ-02 is used by 高德 and 腾讯, BD-09 by 百度; the formulas are the published ones, turned round by
steps. Outside China the systems agree with WGS-84. CGCS2000 differs from it by centimetres.
"""

import math
import re
from decimal import Decimal

from django.db import models

from core.text_folding import fold

# The Krasovsky 1940 ellipsoid, on which GCJ-02 is computed.
SEMI_MAJOR_M = 6378245.0
ECCENTRICITY_SQUARED = 0.00669342162296594323
BD_TURN = math.pi * 3000 / 180
EARTH_KM = 6371.0
ROUNDS = 6  # each makes the error a thousand times smaller
PLACES = Decimal("0.00001")  # about a metre


class CoordinateSystem(models.TextChoices):
    WGS84 = "wgs84", "WGS-84、CGCS2000（手机 GPS、天地图）"
    GCJ02 = "gcj02", "GCJ-02（高德、腾讯地图）"
    BD09 = "bd09", "BD-09（百度地图）"


class Axis(models.TextChoices):
    """North-south or east-west, with the Chinese word."""

    LATITUDE = "latitude", "纬度"
    LONGITUDE = "longitude", "经度"


RANGES = {Axis.LATITUDE: (3, 54), Axis.LONGITUDE: (73, 136)}
OTHER = {Axis.LATITUDE: Axis.LONGITUDE, Axis.LONGITUDE: Axis.LATITUDE}
LARGEST = 180
SIGNS = re.compile(r"^(?:北纬|东经|纬度|经度|[ne])|(?:[ne]|[°度])$")
DEGREES = re.compile(r"\d{1,3}(?:\.\d{1,15})?|\d{4,9}(?:\.\d{1,15})?")
PARTS = re.compile(
    r"(\d{1,3})[°度o](\d{1,2}(?:\.\d{1,9})?)(?:['′’‘分]((?:\d{1,2}(?:\.\d{1,9})?)?)[\"″′’'”秒]{0,2})?"
)
PAIR = re.compile(r"\d{1,3}\.\d+[,，;、]\d{1,3}\.\d+")


def degrees_of(text: str, axis: Axis) -> Decimal:
    """Degrees of a coordinate as people write it; ValueError with what is wrong and the cure."""
    folded = fold(text).replace(" ", "")
    if PAIR.fullmatch(folded):
        raise ValueError("这里是一对坐标，请把纬度和经度分开填。")
    bare = SIGNS.sub("", SIGNS.sub("", folded))
    if found := PARTS.fullmatch(bare):
        degrees = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
        raise ValueError(f"这是度分秒，请换算成度：{degrees:.5f}。")
    if not DEGREES.fullmatch(bare):
        raise ValueError(f"{axis.label}应填以度为单位的数字，如 36.40235。")
    degrees = Decimal(bare)
    if fault := fault_of(degrees, axis):
        raise ValueError(fault)
    return degrees


def fault_of(degrees, axis) -> str:
    """Why a number is no such coordinate in China; "" where it may be one."""
    first, last = RANGES[axis]
    if first <= degrees <= last:
        return ""
    other = OTHER[axis]
    if RANGES[other][0] <= degrees <= RANGES[other][1]:
        return f"{axis.label}应在 {first}–{last} 度之间，{degrees} 像是{other.label}：写反了？"
    if degrees > LARGEST:
        return f"{degrees} 不是经纬度，像是以米计的平面坐标，请换算成以度计的{axis.label}。"
    return f"{axis.label}应在 {first}–{last} 度之间（中国范围内）。"


def to_wgs84(latitude, longitude, system) -> tuple[Decimal, Decimal]:
    """(latitude, longitude) as they are stored, of a place given in that system."""
    north, east = float(latitude), float(longitude)
    if system == CoordinateSystem.BD09:
        north, east = bd09_to_gcj02(north, east)
    if system != CoordinateSystem.WGS84:
        north, east = gcj02_to_wgs84(north, east)
    return Decimal(north).quantize(PLACES), Decimal(east).quantize(PLACES)


def distance_km(one, other) -> float:
    """Between two (latitude, longitude), over the ground."""
    (north, east), (other_north, other_east) = (
        map(math.radians, map(float, p)) for p in (one, other)
    )
    half = math.sin((other_north - north) / 2) ** 2
    half += math.cos(north) * math.cos(other_north) * math.sin((other_east - east) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


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


def gcj02_to_wgs84(latitude: float, longitude: float) -> tuple[float, float]:
    return _turned_round(wgs84_to_gcj02, latitude, longitude)


def bd09_to_gcj02(latitude: float, longitude: float) -> tuple[float, float]:
    return _turned_round(gcj02_to_bd09, latitude, longitude)


def _turned_round(shift, latitude, longitude):
    """The place that `shift` moves here: the shift changes little over its own length."""
    north, east = latitude, longitude
    for _ in range(ROUNDS):
        shifted_north, shifted_east = shift(north, east)
        north, east = north - (shifted_north - latitude), east - (shifted_east - longitude)
    return north, east
