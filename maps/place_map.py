"""A drawing around one place for the desk: outlines, the boundary as pasted, and a mark."""

from dataclasses import dataclass

from core.area_geometry import geometry_of, rings_of
from maps.basemap import HEIGHT, WIDTH, BaseMap
from maps.bbox import BoundingBox

FLATTER = WIDTH / HEIGHT


@dataclass(frozen=True)
class PlaceMap:
    """Paths and the mark in the units of a WIDTH × HEIGHT drawing; `boundary` may be empty."""

    paths: list
    boundary: str
    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT


def place_map(region, latitude, longitude, span, boundary="") -> PlaceMap:
    """`span`: degrees from the middle to the upper edge; `boundary`: GeoJSON, good or not."""
    north, east, high = float(latitude), float(longitude), float(span)
    box = BoundingBox(east - high * FLATTER, north - high, east + high * FLATTER, north + high)
    base = BaseMap(region, box)
    return PlaceMap(base.paths, _drawn(base, boundary), *base.place(north, east))


def _drawn(base, boundary):
    try:
        rings = rings_of(geometry_of(boundary)) if boundary.strip() else []
    except ValueError:
        return ""
    points = ([base.place(north, east) for east, north in ring] for ring in rings)
    return "".join("M" + "L".join(f"{x} {y}" for x, y in ring) + "z" for ring in points)
