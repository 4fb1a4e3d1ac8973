"""The drawn base of the maps: outlines of the province in static/geo, as paths of an SVG.

Always a 示意图: the lines are thinned out and say nothing about where a boundary runs.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, pairwise

from django.conf import settings

from maps.bbox import TILE, BoundingBox, mercator, zoom_that_fits
from maps.outlines import UNITS

WIDTH, HEIGHT = 760, 600
# Beyond the edge, so that the cut itself is not seen.
BLEED = 12
# Points nearer than this to the last one are left out, in pixels.
FINENESS = 2
# What lies below what.
KINDS = (
    *("around", "own", "here", "built_up", "lake", "boundary"),
    *("river", "road", "motorway", "railway", "plan"),
)
CLOSED = {"own", "lake", "built_up", "boundary"}


@dataclass(frozen=True)
class Area:
    """What is drawn, its lines in Web Mercator; `kind`: one of KINDS, some of them CLOSED."""

    code: str
    name: str
    kind: str
    lines: tuple[tuple[tuple[float, float], ...], ...]
    at: tuple[float, float] | None


@dataclass(frozen=True)
class Path:
    """One SVG path; kind: one of KINDS."""

    kind: str
    d: str


def province_of(region) -> str:
    """The two digits that name the file of a region's province."""
    return region.lineage()[0][:2]


def _file_of(province):
    return settings.BASE_DIR / "static" / "geo" / f"{province}.json"


@lru_cache(maxsize=40)
def outline(province: str) -> tuple[Area, ...]:
    """Own areas, neighbours and waters of a province; nothing where no file was made."""
    path = _file_of(province)
    if not path.is_file():
        return ()
    data = json.loads(path.read_text(encoding="utf-8"))
    own = [_area(row, "own", row["rings"]) for row in data["own"]]
    around = [_area(row, "around", row["lines"]) for row in data["around"]]
    waters = data.get("waters", {})  # made by a command of its own
    lines = ((kind, waters.get(f"{kind}s", [])) for kind in ("lake", "river"))
    return (*around, *own, *(_waters(kind, found) for kind, found in lines))


@lru_cache(maxsize=40)
def middles_of(province: str) -> dict[str, tuple[float, float]]:
    """{code: (latitude, longitude)} of a province's prefectures, roughly."""
    path = _file_of(province)
    rows = json.loads(path.read_text(encoding="utf-8"))["own"] if path.is_file() else ()
    return {row["code"]: (row["at"][1] / UNITS, row["at"][0] / UNITS) for row in rows if row["at"]}


def _area(row, kind, lines):
    at = tuple(value / UNITS for value in row["at"][::-1]) or None
    return Area(row.get("code", ""), row["name"], kind, tuple(map(_projected, lines)), at)


def _waters(kind, lines):
    return Area("", "", kind, tuple(map(_projected, lines)), None)


def _projected(deltas):
    xs, ys = accumulate(deltas[::2]), accumulate(deltas[1::2])
    return tuple(mercator(y / UNITS, x / UNITS) for x, y in zip(xs, ys, strict=True))


class BaseMap:
    """A drawing of some pixels around a box, in Web Mercator like the live map.

    `more`: what is drawn besides the province and its waters.
    """

    def __init__(self, region, box: BoundingBox, size=(WIDTH, HEIGHT), more: Iterable[Area] = ()):
        self.region = region
        self.width, self.height = self.size = size
        self._more = more
        self.zoom = zoom_that_fits(box, *size)
        self.scale = TILE * 2**self.zoom
        left, top = mercator(box.north, box.west)
        right, bottom = mercator(box.south, box.east)
        self.left = (left + right) / 2 - self.width / 2 / self.scale
        self.top = (top + bottom) / 2 - self.height / 2 / self.scale

    def place(self, latitude, longitude) -> tuple[int, int]:
        """Where a point lies on the drawing."""
        x, y = mercator(float(latitude), float(longitude))
        return round((x - self.left) * self.scale), round((y - self.top) * self.scale)

    @property
    def frame(self) -> str:
        """Where it begins in Web Mercator and how many pixels the world is wide."""
        return f"{self.left!r},{self.top!r},{self.scale!r}"

    def shows(self, latitude, longitude, margin=0) -> bool:
        x, y = self.place(latitude, longitude)
        return margin <= x <= self.width - margin and margin <= y <= self.height - margin

    @cached_property
    def paths(self) -> list[Path]:
        """Neighbours first, then the region's own prefecture, whose border stays whole; waters."""
        found = [
            Path(self._kind(area), d)
            for area in (*outline(province_of(self.region)), *self._more)
            if (d := self.path_of(area))
        ]
        return sorted(found, key=lambda path: KINDS.index(path.kind))

    def _kind(self, area):
        return "here" if area.code and area.code in self.region.lineage() else area.kind

    def path_of(self, area) -> str:
        """What is seen of it on the sheet, as an SVG path; empty for nothing."""
        parts = []
        for line in area.lines:
            points = [((x - self.left) * self.scale, (y - self.top) * self.scale) for x, y in line]
            if area.kind in CLOSED:
                parts.append(_written(clipped(points, self.size), "z"))
            else:
                parts += [_written(run, "") for run in _runs(points, self.size)]
        return "".join(parts)


def _written(points, end):
    """Points as a path in whole pixels, relative steps, near ones dropped."""
    rounded = [(round(x), round(y)) for x, y in points]
    kept = rounded[:1]
    for x, y in rounded[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= FINENESS:
            kept.append((x, y))
    if len(kept) < 2:
        return ""
    steps = "".join(f"{b[0] - a[0]} {b[1] - a[1]} " for a, b in pairwise(kept))
    return f"M{kept[0][0]} {kept[0][1]}l{steps.replace(' -', '-').strip()}{end}"


def _is_near(point, size):
    x, y = point
    return -BLEED <= x <= size[0] + BLEED and -BLEED <= y <= size[1] + BLEED


def _runs(points, size):
    """The parts of an open line on the sheet."""
    run = []
    for one, other in pairwise(points):
        if _is_near(one, size) or _is_near(other, size):
            run = run or [one]
            run.append(other)
        elif run:
            yield run
            run = []
    if run:
        yield run


def clipped(ring, size=(WIDTH, HEIGHT)):
    """A closed ring cut to the sheet, side by side (Sutherland and Hodgman)."""
    (wide, high), low = size, -BLEED
    sides = ((0, low, 1), (0, wide + BLEED, -1), (1, low, 1), (1, high + BLEED, -1))
    for axis, limit, sign in sides:
        ring = list(_cut(ring, axis, limit, sign))
        if not ring:
            return []
    return ring


def _cut(ring, axis, limit, sign):
    for one, other in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        is_one_in, is_other_in = (p[axis] * sign >= limit * sign for p in (one, other))
        if is_one_in:
            yield one
        if is_one_in != is_other_in:
            share = (limit - one[axis]) / (other[axis] - one[axis])
            crossing = one[1 - axis] + share * (other[1 - axis] - one[1 - axis])
            yield (limit, crossing) if axis == 0 else (crossing, limit)
