"""What the database refuses of what staff draw."""

import pytest
from django.db import IntegrityError

from tests.factories import MapFeatureFactory

pytestmark = pytest.mark.django_db
LINE = {"type": "MultiLineString", "coordinates": [[[94.5, 36.5], [95, 36.6], [95.5, 36.5]]]}


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"kind": "railway"}, "shape_of_its_kind"),
        ({"geometry": LINE}, "shape_of_its_kind"),
        ({"kind": "lake", "geometry": LINE}, "shape_of_its_kind"),
        ({"kind": "border", "geometry": LINE}, "shape_of_its_kind"),
        ({"geometry": {}}, "shape_of_its_kind"),
        ({"geometry": "x"}, "shape_of_its_kind"),
        ({"geometry": ["type", "coordinates"]}, "shape_of_its_kind"),
        ({"geometry": {"type": "Point"}}, "shape_of_its_kind"),
        ({"state": "dreamt"}, "known_state"),
        ({"source": ""}, "has_a_source"),
    ],
)
def test_database_refuses(fields, name):
    with pytest.raises(IntegrityError, match=f"maps_mapfeature_{name}"):
        MapFeatureFactory(**fields)
