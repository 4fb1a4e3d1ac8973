"""Areas as GeoJSON (RFC 7946) that people paste: checked point by point, kept as bare geometry."""

import itertools
import json
import math

from django import forms
from django.core.exceptions import ValidationError

from core.coordinate_systems import EARTH_KM, RANGES, Axis

DEPTHS = {"Polygon": 3, "MultiPolygon": 4}  # lists around a number
MOST_POINTS = 5000
LONGEST_TEXT = 400_000
LARGEST = 1e9  # neither degrees nor metres on the earth, nor infinity
FEWEST_POINTS = 4  # a triangle, closed


def geometry_of(text: str) -> dict:
    """{"type", "coordinates"} of pasted GeoJSON; ValueError with what is wrong, in Chinese."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"边界太长，最多 {LONGEST_TEXT // 1000} 千个字符：请先把线条简化。")
    geometry = _unwrapped(json_of(text))
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or kind not in DEPTHS:
        raise ValueError("边界应是面（Polygon 或 MultiPolygon），不能是点或线。")
    coordinates = geometry.get("coordinates")
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return {"type": kind, "coordinates": _checked(kind, polygons)}


def json_of(text: str):
    """What JSON says; ValueError, in Chinese, where it is none."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ValueError("这不是 GeoJSON：请把导出的文件用记事本打开，整段复制过来。") from None


def _no_number(text):
    raise ValueError(text)


def _unwrapped(pasted):
    if isinstance(pasted, dict) and pasted.get("type") == "FeatureCollection":
        features = pasted.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise ValueError("文件里应只有一块区域（一个 Feature）：几块请合成 MultiPolygon。")
        pasted = features[0]
    if isinstance(pasted, dict) and pasted.get("type") == "Feature":
        return pasted.get("geometry")
    return pasted


def _checked(kind, polygons):
    rings = [ring for polygon in _list(polygons) for ring in _list(polygon)]
    if sum(len(_list(ring)) for ring in rings) > MOST_POINTS:
        raise ValueError(f"边界的点太多，最多 {MOST_POINTS} 个：请先把线条简化。")
    cleaned = [[_ring(ring) for ring in polygon] for polygon in polygons]
    return cleaned[0] if kind == "Polygon" else cleaned


def _list(value):
    if not isinstance(value, list) or not value:
        raise ValueError("边界的坐标不完整：缺少一圈点。")
    return value


def _ring(ring):
    points = [point_of(value) for value in ring]
    if len(points) < FEWEST_POINTS or points[0] != points[-1]:
        raise ValueError("边界的每一圈应首尾是同一个点，至少 4 个点（三角形）。")
    return points


def point_of(value, what="边界") -> list:
    """[longitude, latitude] in China; ValueError with what is wrong, in Chinese."""
    if not isinstance(value, list) or len(value) < 2 or not all(map(_is_number, value[:2])):
        raise ValueError(f"{what}里有不是坐标的内容：每个点应是 [经度, 纬度]。")
    east, north = value[:2]
    (south, most_north), (west, most_east) = RANGES[Axis.LATITUDE], RANGES[Axis.LONGITUDE]
    if west <= east <= most_east and south <= north <= most_north:
        return [east, north]
    if west <= north <= most_east and south <= east <= most_north:
        raise ValueError(f"{what}的经度和纬度写反了：每个点应是 [经度, 纬度]。")
    raise ValueError(f"{what}有的点不在中国范围内：坐标应是以度计的 WGS-84，不是以米计的平面坐标。")


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST


def rings_of(geometry) -> list:
    """The rings of a checked geometry, each a list of [longitude, latitude]."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    polygons = [coordinates] if kind == "Polygon" else coordinates
    return [ring for polygon in polygons for ring in polygon]


def corners_of(text: str) -> list:
    """The corners of the one ring in `text`, which may still be too few for an area.

    ValueError where it is anything else, in Chinese.
    """
    if not text.strip():
        return []
    try:
        geometry = _unwrapped(json.loads(text[:LONGEST_TEXT], parse_constant=_no_number))
        (ring,) = geometry["coordinates"] if geometry["type"] == "Polygon" else ()
        corners = [point_of(value) for value in _list(ring)]
    except (ValueError, RecursionError, TypeError, KeyError):
        raise ValueError(
            "边界里贴的内容不是单独一圈，不能接着画。要重画，先按“清除边界”。"
        ) from None
    return corners[:-1] if len(corners) > 1 and corners[0] == corners[-1] else corners


def ring_text(corners: list) -> str:
    """Corners as the GeoJSON of one ring, closed; nothing without any."""
    if not corners:
        return ""
    return json.dumps({"type": "Polygon", "coordinates": [[*corners, corners[0]]]})


def ring_sqm(ring: list) -> float:
    """About how much a closed ring of [longitude, latitude] holds, in ㎡, on a round earth."""
    total = 0.0
    for (east, north), (next_east, next_north) in itertools.pairwise(ring):
        heights = 2 + math.sin(math.radians(north)) + math.sin(math.radians(next_north))
        total += math.radians(next_east - east) * heights
    return abs(total) / 2 * (EARTH_KM * 1000) ** 2


class AreaGeometryField(forms.JSONField):
    """Pasted GeoJSON; cleans to the bare geometry, None where nothing was pasted."""

    widget = forms.Textarea(attrs={"rows": 5, "spellcheck": "false"})

    def to_python(self, value):
        text = value.strip() if isinstance(value, str) else value
        if not text:
            return None
        try:
            return geometry_of(text if isinstance(text, str) else json.dumps(text))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from error

    def bound_data(self, data, initial):
        return data  # as it was pasted

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False)

    def has_changed(self, initial, data):
        try:
            return (initial or None) != self.to_python(data)
        except ValidationError:
            return True
