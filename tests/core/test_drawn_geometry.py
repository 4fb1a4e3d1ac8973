"""Lines, points and areas as people paste or type them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.drawn_geometry import DrawnGeometryField, Shape, drawn_geometry

A, B, C = [94.9, 36.4], [95.0, 36.5], [95.1, 36.4]
TYPED = "94.9,36.4\n\n95.0，36.5\n 95.1 36.4"


def feature(kind, coordinates):
    return {"type": "Feature", "geometry": {"type": kind, "coordinates": coordinates}}


@pytest.mark.parametrize(
    ("text", "shape", "kept"),
    [
        (TYPED, Shape.LINE, ("MultiLineString", [[A, B, C]])),
        (TYPED, Shape.AREA, ("Polygon", [[A, B, C, A]])),
        ("94.9,36.4", Shape.POINT, ("Point", A)),
        (
            json.dumps(feature("LineString", [A, [*B, 2800]])),
            Shape.LINE,
            ("MultiLineString", [[A, B]]),
        ),
        (
            json.dumps(
                {
                    "type": "FeatureCollection",
                    "features": [
                        feature("LineString", [A, B]),
                        feature("MultiLineString", [[B, C], [C, A]]),
                    ],
                }
            ),
            Shape.LINE,
            ("MultiLineString", [[A, B], [B, C], [C, A]]),
        ),
        (json.dumps(feature("Point", A)), Shape.POINT, ("Point", A)),
        (json.dumps(feature("Polygon", [[A, B, C, A]])), Shape.AREA, ("Polygon", [[A, B, C, A]])),
    ],
)
def test_what_is_pasted_is_kept_in_one_form(text, shape, kept):
    geometry = drawn_geometry(text, shape)
    assert (geometry["type"], geometry["coordinates"]) == kept
    assert drawn_geometry(json.dumps(geometry), shape) == geometry


@pytest.mark.parametrize(
    ("text", "shape", "sentence"),
    [
        ("铁路", Shape.LINE, "这不是 GeoJSON"),
        ("[]", Shape.LINE, "这不是 GeoJSON"),
        ("94.9,36.4", Shape.LINE, "线至少要有两个点"),
        (TYPED, Shape.POINT, "只写一行"),
        ("36.4,94.9\n36.5,95.0", Shape.LINE, "图形的经度和纬度写反了"),
        ("194.9,36.4\n95.0,36.5", Shape.LINE, "不在中国范围内"),
        (json.dumps(feature("Polygon", [[A, B, C, A]])), Shape.LINE, "应是 LineString"),
        (json.dumps(feature("LineString", [A, B])), Shape.POINT, "请给出一个 Point"),
        (json.dumps(feature("LineString", [A, B])), Shape.AREA, "不能是点或线"),
        (json.dumps(feature("LineString", [A, "b"])), Shape.LINE, "图形里有不是坐标的内容"),
        (json.dumps(feature("MultiLineString", [1])), Shape.LINE, "线的坐标不完整"),
        ('{"type": "FeatureCollection", "features": []}', Shape.LINE, "线的坐标不完整"),
        ("94.9,36.4\n" * 5001, Shape.LINE, "点太多"),
        ("[" * 3000, Shape.LINE, "这不是 GeoJSON"),
        ("9" * 400_001, Shape.LINE, "图形太长"),
    ],
)
def test_what_is_wrong_is_said(text, shape, sentence):
    with pytest.raises(ValueError, match=sentence):
        drawn_geometry(text, shape)


JSON = st.recursive(
    st.none() | st.floats() | st.text(max_size=3) | st.sampled_from([94.9, 36.4]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "features", "geometry", "coordinates"]), inner)
    ),
)


@given(JSON.map(json.dumps) | st.text(), st.sampled_from(Shape))
def test_nothing_breaks_the_reading(text, shape):
    said = ""
    try:
        geometry = drawn_geometry(text, shape)
    except ValueError as error:
        said = str(error)
    assert said.endswith("。") if said else geometry["coordinates"]


def test_a_field_shows_what_is_kept_and_what_was_typed():
    field = DrawnGeometryField()
    kept = {"type": "Point", "coordinates": A}
    assert json.loads(field.prepare_value(kept)) == kept
    assert field.clean(TYPED) == TYPED.strip()
    assert field.has_changed(kept, TYPED)
    assert not field.has_changed(kept, json.dumps(kept))
