"""Boundaries of parks are areas with numbers in range, or left out."""

import pytest

from maps.boundaries import area_of

SQUARE = [[[94.9, 36.3], [95.0, 36.3], [95.0, 36.4], [94.9, 36.3]]]


@pytest.mark.parametrize(
    "boundary",
    [
        None,
        [],
        "Polygon",
        {"type": "Point", "coordinates": [1, 2]},
        {"type": "Polygon", "coordinates": [[["a", "b"]]]},
        {"type": "Polygon", "coordinates": [[1, 2]]},
        {"type": "Polygon", "coordinates": [[[181, 2]]]},
        {"type": "Polygon"},
        {"type": "Polygon", "coordinates": [[[1, 1]] * 5001]},
        {"type": "Feature", "geometry": None},
    ],
)
def test_a_boundary_that_is_none_is_left_out(boundary):
    assert area_of(boundary) is None


def test_a_boundary_may_come_as_a_feature():
    shape = {"type": "MultiPolygon", "coordinates": [SQUARE]}
    assert area_of({"type": "Feature", "geometry": shape | {"note": "x"}}) == shape
