"""Rivers and lakes of the drawn base, read from a TopoJSON file."""

import pytest
from django.core.management import CommandError, call_command

from maps import basemap
from maps.basemap import KINDS, BaseMap
from maps.bbox import BoundingBox
from maps.waters import Waters

# Half degrees from 90° east, 30° north; the lake is made of two arcs, one of them backwards.
TOPOLOGY = {
    "transform": {"scale": [0.5, 0.5], "translate": [90, 30]},
    "arcs": [[[0, 0], [2, 0], [0, 2]], [[0, 0], [0, 2], [2, 0]], [[4, 4], [2, 2], [60, 0]]],
    "objects": {
        "rivers": {"geometries": [{"type": "LineString", "arcs": [2]}]},
        "lakes": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, ~1]]},
                {"type": "MultiPolygon", "arcs": [[[1]], [[0]]]},
            ]
        },
    },
}


def test_lines_are_put_together_of_arcs():
    waters = Waters(TOPOLOGY)
    assert waters.rivers == [[(92_000, 32_000), (93_000, 33_000), (123_000, 33_000)]]
    west, south, east, north = 90_000, 30_000, 91_000, 31_000
    one = [(west, south), (east, south), (east, north)]
    other = [(west, south), (west, north), (east, north)]
    assert waters.lakes == [[*one, *other[1::-1]], other, one]


def test_a_province_gets_what_lies_around_it():
    waters = Waters(TOPOLOGY)
    area = {"rings": [[90_000, 30_000, 3000, 0, 0, 3000, -3000, 0]]}
    assert waters.around([area]) == {
        "rivers": [[92_000, 32_000, 1000, 1000, 30_000, 0]],
        "lakes": [[90_000, 30_000, 1000, 0, 0, 1000, -1000, 0, 0, -1000]],
    }
    far_off = {"rings": [[100_000, 40_000, 1000, 0, 0, 1000]]}
    assert waters.around([far_off]) == {"rivers": [], "lakes": []}


def test_other_files_are_refused(tmp_path):
    (tmp_path / "china.json").write_text('{"features": []}')
    for name in ("missing.json", "china.json"):
        with pytest.raises(CommandError, match="读不出河流和湖泊"):
            call_command("make_waters", tmp_path / name)


def test_waters_lie_above_the_areas(prefecture):
    kinds = [path.kind for path in BaseMap(prefecture, BoundingBox(90, 34, 102, 39)).paths]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds[-2:] == ["lake", "river"]
    assert {area.kind for area in basemap.outline("63")} == {"around", "own", "lake", "river"}
