"""Lines, points and areas as people paste or type them: GeoJSON, or one 经度,纬度 a line."""

import json
import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from core.area_geometry import (
    LONGEST_TEXT,
    MOST_POINTS,
    geometry_of,
    json_of,
    point_of,
)

PAIR = re.compile(r"\A\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*[,，\s]\s*(-?\d{1,3}(?:\.\d{1,12})?)\s*\Z")
# GeoJSON type → how many lists are around a place.
LINES = {"LineString": 1, "MultiLineString": 2}


class Shape(models.TextChoices):
    LINE = "line", "线"
    POINT = "point", "点"
    AREA = "area", "面"


def drawn_geometry(text: str, shape: Shape) -> dict:
    """{"type", "coordinates"}: a MultiLineString, a Point, a Polygon or a MultiPolygon.

    ValueError with what is wrong, in Chinese. Several lines of one file become one.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"图形太长，最多 {LONGEST_TEXT // 1000} 千个字符：请先把线条简化。")
    if (places := _typed(text)) is not None:
        return _of_places(places, shape)
    if shape == Shape.AREA:
        return geometry_of(text)
    geometries = list(_geometries(json_of(text)))
    if shape == Shape.POINT:
        if len(geometries) != 1 or geometries[0].get("type") != "Point":
            raise ValueError("这一类是点：请给出一个 Point，或者写一行“经度,纬度”。")
        return {"type": "Point", "coordinates": _place(geometries[0].get("coordinates"))}
    lines = [line for geometry in geometries for line in _lines(geometry)]
    if not lines:
        raise ValueError("线的坐标不完整：缺少点。")
    if sum(map(len, lines)) > MOST_POINTS:
        raise ValueError(f"线上的点太多，最多 {MOST_POINTS} 个：请先把线条简化。")
    return {"type": "MultiLineString", "coordinates": lines}


def _typed(text):
    """The places of lines like 94.90,36.41; None where the text is something else."""
    rows = [row for row in text.splitlines() if row.strip()]
    found = [PAIR.match(row) for row in rows[: MOST_POINTS + 1]]
    if not rows or not all(found):
        return None
    if len(rows) > MOST_POINTS:
        raise ValueError(f"点太多，最多 {MOST_POINTS} 个：请先把线条简化。")
    return [_place([float(pair[1]), float(pair[2])]) for pair in found]


def _of_places(places, shape):
    if shape == Shape.POINT:
        if len(places) != 1:
            raise ValueError("这一类是点：只写一行“经度,纬度”。")
        return {"type": "Point", "coordinates": places[0]}
    if shape == Shape.LINE:
        return {"type": "MultiLineString", "coordinates": [_line(places)]}
    ring = places if places[0] == places[-1] else [*places, places[0]]
    return geometry_of(json.dumps({"type": "Polygon", "coordinates": [ring]}))


def _geometries(pasted):
    """The geometries of a geometry, a Feature or a FeatureCollection."""
    is_collection = isinstance(pasted, dict) and pasted.get("type") == "FeatureCollection"
    features = pasted.get("features") if is_collection else [pasted]
    for feature in features if isinstance(features, list) else ():
        is_feature = isinstance(feature, dict) and feature.get("type") == "Feature"
        geometry = feature.get("geometry") if is_feature else feature
        if not isinstance(geometry, dict):
            raise ValueError("这不是 GeoJSON：请整段复制过来，或者一行写一个“经度,纬度”。")
        yield geometry


def _lines(geometry):
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    if not isinstance(kind, str) or kind not in LINES:
        raise ValueError("这一类是线：应是 LineString 或 MultiLineString，不能是点或面。")
    lines = [coordinates] if LINES[kind] == 1 else coordinates
    if not isinstance(lines, list):
        raise ValueError("线的坐标不完整：缺少点。")
    return [_line([_place(value) for value in _list(line)]) for line in lines]


def _list(value):
    if not isinstance(value, list):
        raise ValueError("线的坐标不完整：缺少点。")
    return value


def _line(places):
    if len(places) < 2:
        raise ValueError("线至少要有两个点。")
    return places


def _place(value):
    return point_of(value, "图形")


class DrawnGeometryField(forms.JSONField):
    """Text as it was typed; the form reads it once it knows the shape (`read`)."""

    widget = forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})

    def to_python(self, value):
        return value.strip() if isinstance(value, str) else value

    def has_changed(self, initial, data):
        return self.prepare_value(initial) != (data or "").strip()

    def prepare_value(self, value):
        if value is None or isinstance(value, str):
            return value or ""
        return json.dumps(value, ensure_ascii=False)

    def bound_data(self, data, initial):
        return data

    @staticmethod
    def read(text, shape: Shape) -> dict:
        """ValidationError with what is wrong."""
        try:
            return drawn_geometry(text, shape)
        except ValueError as error:
            raise ValidationError(str(error)) from None
