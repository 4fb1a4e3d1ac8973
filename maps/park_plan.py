"""A drawing of one place in the boundary of its park, for the place's own page. A 示意图."""

import math
from dataclasses import dataclass

from core.area_geometry import rings_of
from maps.basemap import BaseMap
from maps.bbox import BoundingBox, mercator
from maps.boundaries import area_of
from maps.drawn_features import boundary_areas, places_of
from maps.markers import km_per_pixel
from parks.datasheet.site_plan import wind

SIZE = WIDTH, HEIGHT = 720, 460
STEPS_M = (50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
# Of the drawing's height: nearer to the middle of the park than this is 中部.
AMID = 0.1


@dataclass(frozen=True)
class ParkPlan:
    """In units of the drawing; `spot` is None where only the park's place is known."""

    outline: str
    spot: tuple[int, int] | None
    words: str
    scale: str
    scale_length: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def label(self):
        """(x, y, text-anchor) of the words at the spot, kept on the drawing."""
        x, y = self.spot
        anchor = "end" if x > WIDTH / 2 else "start"
        return x + (-22 if anchor == "end" else 22), y + 8, anchor


def park_plan(listing) -> ParkPlan | None:
    """None without a boundary that can be drawn."""
    park = listing.public_park
    shape = area_of(park.boundary) if park else None
    return _drawn(listing, park, shape) if shape else None


def _drawn(listing, park, shape):
    own = None
    if listing.latitude is not None and listing.longitude is not None:
        own = (float(listing.latitude), float(listing.longitude))
    corners = [(north, east) for east, north, *_ in places_of(shape)]
    box = BoundingBox.around([*corners, own] if own else corners)
    sheet = BaseMap(listing.region, box, SIZE)
    (area,) = boundary_areas([park])
    metres = km_per_pixel((box.south + box.north) / 2, sheet.zoom) * 1000
    step = max((each for each in STEPS_M if each / metres <= WIDTH / 3), default=STEPS_M[0])
    scale = f"{step // 1000} km" if step >= 1000 else f"{step} m"
    spot = sheet.place(*own) if own else None
    words = _words(listing, park, shape, sheet, own)
    return ParkPlan(sheet.path_of(area), spot, words, scale, round(step / metres))


def _words(listing, park, shape, sheet, own):
    if own is None:
        return f"{listing.noun}还没有自己的坐标，图上只有{park.name}的边界"
    corners = [sheet.place(north, east) for east, north, *_ in places_of(shape)]
    easts, souths = zip(*corners, strict=True)
    x, y = sheet.place(*own)
    east, south = x - (min(easts) + max(easts)) / 2, y - (min(souths) + max(souths)) / 2
    side = wind(east, -south)
    if not _holds(rings_of(shape), own):
        return f"{listing.noun}在{park.name}登记的边界以外，偏{side}"
    is_amid = math.hypot(east, south) < HEIGHT * AMID
    return f"{listing.noun}在{park.name}{'中' if is_amid else side}部"


def _holds(rings, own) -> bool:
    """Whether the rings, holes among them, enclose a (latitude, longitude)."""
    y, x = mercator(*own)[::-1]
    inside = False
    for ring in rings:
        points = [mercator(north, east) for east, north, *_ in ring]
        for (x1, y1), (x2, y2) in zip(points, [*points[1:], points[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside
