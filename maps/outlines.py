"""Making the drawn base of the maps from the outlines in npm's echarts 4 (Apache-2.0).

Run by `manage.py make_outlines`; the site itself only reads what lies in static/geo (basemap.py).
"""

import math
from itertools import pairwise

# Stored as whole thousandths of a degree: about 100 m.
UNITS = 1000
SOURCE_UNITS = 1024
# How far a simplified line may leave the true one, and the smallest ring kept, in units.
OWN_TOLERANCE, AROUND_TOLERANCE = 7.0, 25.0
SMALLEST_RING = 4
# How much of the neighbours is drawn beyond the province, as a share of its size.
MARGIN = 0.35

Point = tuple[int, int]


def province_outline(areas: list[dict], country: dict, name: str) -> dict:
    """The JSON of one province: its prefectures as rings, the neighbours as open lines."""
    rings = {
        (area.get("id", ""), area["properties"]["name"]): decoded_rings(area) for area in areas
    }
    at = {(a.get("id", ""), a["properties"]["name"]): _label_point(a) for a in areas}
    window = window_of(ring for group in rings.values() for ring in group)
    kept = simplified([ring for group in rings.values() for ring in group], OWN_TOLERANCE)
    kept_rings = iter(kept)
    own = [
        {
            "code": code,
            "name": label,
            "at": at[code, label],
            "rings": [deltas(line) for line in (next(kept_rings) for _ in group) if line],
        }
        for (code, label), group in rings.items()
    ]
    return {"own": own, "around": list(_around(country, window, name))}


def _around(country, window, name):
    for area in country["features"]:
        label = area["properties"]["name"]
        if label == name:
            continue
        rings = simplified(decoded_rings(area), AROUND_TOLERANCE)
        lines = [line for ring in rings for line in inside(ring, window)]
        if lines:
            at = _label_point(area)
            yield {"name": label, "at": at, "lines": [deltas(line) for line in lines]}


def _label_point(area):
    return [round(value * UNITS) for value in area["properties"].get("cp", ())]


def decoded_rings(area: dict) -> list[list[Point]]:
    """Outer rings of a feature, plain or in echarts' compressed writing, in UNITS."""
    geometry = area["geometry"]
    offsets, coordinates = geometry.get("encodeOffsets"), geometry["coordinates"]
    if geometry["type"] == "Polygon":
        offsets, coordinates = [offsets], [coordinates]
    outer = [parts[0] for parts in coordinates if parts]
    if outer and not isinstance(outer[0], str):
        return [[(round(x * UNITS), round(y * UNITS)) for x, y in ring] for ring in outer]
    return [_decoded(text, starts[0]) for text, starts in zip(outer, offsets or [], strict=False)]


def _decoded(text, offset):
    x, y = offset
    points = []
    for left, right in zip(text[::2], text[1::2], strict=True):
        x, y = x + _zigzag(left), y + _zigzag(right)
        points.append((round(x * UNITS / SOURCE_UNITS), round(y * UNITS / SOURCE_UNITS)))
    return points


def _zigzag(letter):
    value = ord(letter) - 64
    return (value >> 1) ^ -(value & 1)


def simplified(rings: list[list[Point]], tolerance: float) -> list[list[Point]]:
    """Each ring thinned out, shared borders alike on both sides; [] for a ring too small to see."""
    rings = [_closed(ring) for ring in rings]
    corners = _corners(rings)
    return [_thinned(ring, corners, tolerance) for ring in rings]


def _closed(ring):
    ring = [point for point, following in pairwise([*ring, None]) if point != following]
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def _corners(rings):
    """Points where three areas meet: there a border begins and ends."""
    neighbours: dict[Point, set[Point]] = {}
    for ring in rings:
        for one, other in pairwise(ring):
            neighbours.setdefault(one, set()).add(other)
            neighbours.setdefault(other, set()).add(one)
    return {point for point, beside in neighbours.items() if len(beside) > 2}


def _thinned(ring, corners, tolerance):
    if len(ring) < SMALLEST_RING:
        return []
    fixed = [i for i, point in enumerate(ring[:-1]) if point in corners]
    if len(fixed) < 2:
        # Nothing fixes the line: its two most distant points do.
        start = fixed[0] if fixed else ring.index(min(ring[:-1]))
        far = max(range(len(ring) - 1), key=lambda i: math.dist(ring[i], ring[start]))
        fixed = sorted({start, far})
    ring = [*ring[fixed[0] : -1], *ring[: fixed[0] + 1]]
    stops = [*(index - fixed[0] for index in fixed), len(ring) - 1]
    line = [ring[0]]
    for start, end in pairwise(stops):
        line += _douglas_peucker(ring[start : end + 1], tolerance)[1:]
    return line if len(line) >= SMALLEST_RING else []


def _douglas_peucker(line, tolerance):
    keep, work = {0, len(line) - 1}, [(0, len(line) - 1)]
    while work:
        start, end = work.pop()
        if end - start < 2:
            continue
        gap, index = max(
            (_distance(line[i], line[start], line[end]), i) for i in range(start + 1, end)
        )
        if gap > tolerance:
            keep.add(index)
            work += [(start, index), (index, end)]
    return [line[index] for index in sorted(keep)]


def _distance(point, start, end):
    """From a point to the straight line between two others."""
    run, rise = end[0] - start[0], end[1] - start[1]
    length = math.hypot(run, rise)
    if not length:
        return math.dist(point, start)
    return abs(run * (start[1] - point[1]) - rise * (start[0] - point[0])) / length


def window_of(rings) -> tuple[float, float, float, float]:
    """West, south, east and north of what is kept around these rings."""
    points = [point for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    wide, high = (east - west) * MARGIN, (north - south) * MARGIN
    return west - wide, south - high, east + wide, north + high


def inside(ring: list[Point], window) -> list[list[Point]]:
    """The parts of a line within the window, each with the point that leads out of it."""
    west, south, east, north = window
    lines: list[list[Point]] = []
    is_open = False
    for one, other in pairwise(ring):
        if any(west <= x <= east and south <= y <= north for x, y in (one, other)):
            if not is_open:
                lines.append([one])
            lines[-1].append(other)
            is_open = True
        else:
            is_open = False
    return lines


def deltas(line: list[Point]) -> list[int]:
    """[x, y, dx, dy, …]: the first point, then the step to each next one."""
    flat = [*line[0]]
    for one, other in pairwise(line):
        flat += [other[0] - one[0], other[1] - one[1]]
    return flat
