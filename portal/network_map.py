"""Where the network's sites lie: points on a plain sheet, without any line of a boundary.

One path holds all points; the names beside them are those of the sites, of hundreds those of their
provinces. What has no room for its name keeps its point: the lists beside it have them all.
"""

import math
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

WIDTH, HEIGHT, MARGIN = 720, 460, 60
# Degrees of latitude that are shown at least: a few neighbours are no country.
LEAST_SPAN = 4
LINE, LETTER = 20, 17  # of a label: how high, how wide a character
AWAY = 14


@dataclass(frozen=True)
class Label:
    """What stands beside a point and where it leads; x and y in SVG units."""

    text: str
    url: str
    x: int
    y: int


@dataclass(frozen=True)
class NetworkMap:
    """`by_province`: the labels are those of provinces, else of the sites themselves."""

    points: str
    labels: list[Label]
    by_province: bool


def network_map(entries, *, by_province: bool) -> NetworkMap | None:
    """The drawing, or None where of fewer than two sites it is known where they lie."""
    placed = [entry for entry in entries if entry.point]
    if len(placed) < 2:
        return None
    at = _projection([entry.point for entry in placed])
    spots = sorted({at(entry.point) for entry in placed})
    points = "".join(f"M{x} {y}h0" for x, y in spots)
    wanted = _provinces(placed, at) if by_province else _sites(placed, at)
    return NetworkMap(points, _without_overlaps(wanted), by_province)


def _projection(points):
    """Plate carrée, true at the middle latitude; everything fits within the margins."""
    latitudes, longitudes = zip(*points, strict=True)
    middle = (min(latitudes) + max(latitudes)) / 2
    centre = (min(longitudes) + max(longitudes)) / 2
    narrow = math.cos(math.radians(middle))
    high = max(max(latitudes) - min(latitudes), LEAST_SPAN)
    wide = max((max(longitudes) - min(longitudes)) * narrow, LEAST_SPAN)
    scale = min((HEIGHT - 2 * MARGIN) / high, (WIDTH - 2 * MARGIN) / wide)

    def at(point):
        latitude, longitude = point
        x = WIDTH / 2 + (longitude - centre) * narrow * scale
        return round(x), round(HEIGHT / 2 - (latitude - middle) * scale)

    return at


def _sites(placed, at):
    for entry in placed:
        yield entry.name, reverse("site_home", args=[entry.slug]), at(entry.point)


def _provinces(placed, at):
    """At the middle of their sites, those with most sites first."""
    grouped = defaultdict(list)
    for entry in placed:
        grouped[entry.province, entry.province_name].append(at(entry.point))
    for (code, name), spots in sorted(grouped.items(), key=lambda row: -len(row[1])):
        middle = [round(sum(values) / len(spots)) for values in zip(*spots, strict=True)]
        yield f"{name} {len(spots)}", f"?province={code}#listed", middle


def _without_overlaps(wanted):
    labels, taken = [], []
    for text, url, (x, y) in wanted:
        half = len(text) * LETTER / 2
        at, low = round(min(max(x, half), WIDTH - half)), max(y - AWAY, LINE)
        box = (at - half, low - LINE, at + half, low)
        if not any(_overlap(box, other) for other in taken):
            taken.append(box)
            labels.append(Label(text, url, at, low))
    return labels


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
