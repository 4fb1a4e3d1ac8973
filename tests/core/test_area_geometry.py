"""Boundaries as people paste them."""

import json

import pytest
from django.core.exceptions import ValidationError

from core.area_geometry import (
    LONGEST_TEXT,
    MOST_POINTS,
    AreaGeometryField,
    corners_of,
    geometry_of,
    ring_sqm,
    ring_text,
    rings_of,
)

RING = [[95.3, 36.3], [95.4, 36.3], [95.4, 36.4], [95.3, 36.3]]
POLYGON = {"type": "Polygon", "coordinates": [RING]}
MANY = {"type": "MultiPolygon", "coordinates": [[RING], [RING]]}
FEATURE = {"type": "Feature", "properties": {"name": "<script>"}, "geometry": POLYGON}


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        (POLYGON, POLYGON),
        (MANY, MANY),
        (FEATURE, POLYGON),
        ({"type": "FeatureCollection", "features": [FEATURE]}, POLYGON),
        (POLYGON | {"crs": {"x": 1}, "bbox": [1]}, POLYGON),
        ({"type": "Polygon", "coordinates": [[[*p, 2800.5] for p in RING]]}, POLYGON),
    ],
)
def test_only_the_geometry_is_kept(pasted, expected):
    assert geometry_of(json.dumps(pasted)) == expected


def ring(*points):
    return {"type": "Polygon", "coordinates": [list(points)]}


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("[" * 100_000, "这不是 GeoJSON"),
        ("{'type': 'Polygon'}", "这不是 GeoJSON"),
        ('{"type":"Polygon","coordinates":[[[NaN,1]]]}', "这不是 GeoJSON"),
        ("[" * (LONGEST_TEXT + 1), "边界太长"),
        ("null", "边界应是面"),
        ("3", "边界应是面"),
        ('{"type": ["Polygon"]}', "边界应是面"),
        ('{"type": "Point", "coordinates": [95, 36]}', "边界应是面"),
        ('{"type": "Feature"}', "边界应是面"),
        ('{"type": "FeatureCollection", "features": []}', "应只有一块区域"),
        ('{"type": "FeatureCollection"}', "应只有一块区域"),
        ('{"type": "Polygon"}', "缺少一圈点"),
        ('{"type": "Polygon", "coordinates": []}', "缺少一圈点"),
        ('{"type": "MultiPolygon", "coordinates": [[]]}', "缺少一圈点"),
        (json.dumps(ring(*RING[:3])), "首尾是同一个点"),
        (json.dumps(ring(RING[0], RING[1], RING[0])), "首尾是同一个点"),
        (json.dumps(ring(*[[p[1], p[0]] for p in RING])), "写反了"),
        (json.dumps(ring(*[[500_000.0, 4_000_000.0]] * 4)), "不在中国范围内"),
        (json.dumps(ring(*[[10**400, 1]] * 4)), "不是坐标"),
        (json.dumps(ring(*[["95", "36"]] * 4)), "不是坐标"),
        (json.dumps(ring(*[[True, False]] * 4)), "不是坐标"),
        ('{"type":"Polygon","coordinates":[[[1e999,1]]]}', "不是坐标"),
        (json.dumps(ring(*[[95.3, 36.3]] * (MOST_POINTS + 1))), "点太多"),
    ],
)
def test_what_is_no_boundary_is_refused_with_words(pasted, words):
    with pytest.raises(ValidationError, match=words):
        AreaGeometryField(required=False).clean(pasted)


def test_the_field_keeps_what_was_pasted_and_shows_what_is_stored():
    field = AreaGeometryField(required=False)
    assert field.bound_data("{no json", None) == "{no json"
    assert json.loads(field.prepare_value(POLYGON)) == POLYGON
    assert (field.clean(""), field.prepare_value(None)) == (None, "")


def test_another_spelling_of_the_same_area_is_no_change():
    field = AreaGeometryField(required=False)
    pasted = json.dumps(FEATURE, indent=2)
    assert [field.has_changed(POLYGON, text) for text in (pasted, "", "x")] == [False, True, True]
    assert not field.has_changed(None, " ")


def test_rings_of_both_kinds():
    assert (rings_of(POLYGON), rings_of(MANY)) == ([RING], [RING, RING])


def test_corners_are_read_back_however_few_they_are():
    for corners in (RING[:1], RING[:2], RING[:3], []):
        assert corners_of(ring_text(corners)) == corners
    assert corners_of(json.dumps(FEATURE)) == RING[:3]


@pytest.mark.parametrize(
    "pasted",
    [
        "{", "[]", "1", "[" * 5000, json.dumps(MANY), '{"type": "Polygon"}',
        json.dumps({"type": "Polygon", "coordinates": [RING, RING]}),
        json.dumps(ring([95.3, 36.3], [1e300, 36.3])),
    ],
)  # fmt: skip
def test_what_is_not_one_ring_cannot_be_drawn_on(pasted):
    with pytest.raises(ValueError, match="清除边界"):
        corners_of(pasted)


def test_a_ring_of_known_size_is_measured():
    """A hundredth of a degree each way at the equator is 1.112 km × 1.106 km, round earth."""
    ring = [[95, 0], [95.01, 0], [95.01, 0.01], [95, 0.01], [95, 0]]
    assert ring_sqm(ring) == ring_sqm(ring[::-1]) == pytest.approx(1_236_400, rel=1e-3)
