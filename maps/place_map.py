"""A drawing around one place for the desk: outlines, the boundary as it stands, and a mark."""

import json
from dataclasses import dataclass

from core.area_geometry import corners_of, geometry_of, ring_sqm, ring_text, rings_of
from maps.basemap import HEIGHT, WIDTH, BaseMap
from maps.bbox import BoundingBox

FLATTER = WIDTH / HEIGHT
MOST_CORNERS = 60  # of a boundary drawn by hand; a pasted one has thousands of points


@dataclass(frozen=True)
class PlaceMap:
    """Paths and the mark in the units of a WIDTH × HEIGHT drawing; `boundary` may be empty.

    `corners`: of a boundary that can be drawn on, at most MOST_CORNERS; `sqm`: what it holds.
    """

    paths: list
    boundary: str
    corners: list
    sqm: float
    frame: str
    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT


def place_map(region, latitude, longitude, span, boundary="") -> PlaceMap:
    """`span`: degrees from the middle to the upper edge; `boundary`: GeoJSON, good or not."""
    north, east, high = float(latitude), float(longitude), float(span)
    box = BoundingBox(east - high * FLATTER, north - high, east + high * FLATTER, north + high)
    base = BaseMap(region, box)
    corners = _corners(boundary)
    rings = _rings(boundary, corners)
    drawn = "".join(_path(base, ring) for ring in rings)
    spots = [base.place(north, east) for east, north in corners]
    held = sum(map(ring_sqm, rings)) if len(rings) == 1 else 0
    return PlaceMap(base.paths, drawn, spots, held, base.frame, *base.place(north, east))


def _corners(boundary):
    try:
        corners = corners_of(boundary)
    except ValueError:
        return []
    return corners if len(corners) <= MOST_CORNERS else []


def _rings(boundary, corners):
    """Those of a good boundary, else the one that is being drawn."""
    try:
        return rings_of(geometry_of(boundary)) if boundary.strip() else []
    except ValueError:
        return rings_of(json.loads(ring_text(corners))) if corners else []


def _path(base, ring):
    points = (base.place(north, east) for east, north in ring)
    return "M" + "L".join(f"{x} {y}" for x, y in points) + "z"
