"""Boundaries of parks as GeoJSON that a map can trust: only areas, only numbers in range."""

from core.area_geometry import DEPTHS, MOST_POINTS


def boundaries(parks) -> list[dict]:
    """A Feature of each boundary that is well formed; others are left out."""
    return [
        {
            "type": "Feature",
            "properties": {"kind": "boundary", "name": park.name},
            "geometry": geometry,
        }
        for park in parks
        if (geometry := area_of(park.boundary))
    ]


def area_of(boundary) -> dict | None:
    """The Polygon or MultiPolygon in a GeoJSON geometry or Feature, None for anything else."""
    if isinstance(boundary, dict) and boundary.get("type") == "Feature":
        boundary = boundary.get("geometry")
    if not isinstance(boundary, dict) or boundary.get("type") not in DEPTHS:
        return None
    coordinates = boundary.get("coordinates")
    points = list(_points(coordinates, DEPTHS[boundary["type"]]))
    if not points or len(points) > MOST_POINTS or not all(map(_is_point, points)):
        return None
    return {"type": boundary["type"], "coordinates": coordinates}


def _points(value, depth):
    """The values `depth` lists down; a None where there is no list."""
    if depth == 1:
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _points(part, depth - 1)
    else:
        yield None


def _is_point(value):
    return (
        isinstance(value, list)
        and len(value) >= 2
        and all(isinstance(x, int | float) and not isinstance(x, bool) for x in value[:2])
        and -180 <= value[0] <= 180
        and -90 <= value[1] <= 90
    )
