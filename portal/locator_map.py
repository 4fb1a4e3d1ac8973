"""A drawn 示意图 of where parks lie around a region's seat: straight-line, no boundaries."""

import math
from dataclasses import dataclass

WIDTH, HEIGHT, MARGIN = 720, 460, 70
KM_PER_DEGREE = 111.32
RING_STEPS_KM = (5, 10, 20, 50, 100, 200, 500)


@dataclass(frozen=True)
class Pin:
    """A numbered park on the drawing; x and y in SVG units, km as the crow flies."""

    number: int
    name: str
    url: str
    x: int
    y: int
    km: int


@dataclass(frozen=True)
class Ring:
    """A circle of equal distance around the seat; radius in SVG units."""

    km: int
    radius: int
    label_y: int


@dataclass(frozen=True)
class LocatorMap:
    name: str
    x: int
    y: int
    pins: list[Pin]
    rings: list[Ring]

    @property
    def description(self):
        places = "；".join(f"{p.number} {p.name}，直线约 {p.km} 公里" for p in self.pins)
        return f"以{self.name}为中心，编号为园区：{places}。"


def locator_map(region, parks) -> LocatorMap | None:
    """The drawing, or None when the seat or all parks lack coordinates.

    `parks` carry `number` and `url`; coordinates are WGS-84 degrees. Plate carrée scaled by the
    cosine of the seat's latitude is true to a few per cent over a county.
    """
    located = [p for p in parks if p.latitude is not None and p.longitude is not None]
    if region.latitude is None or region.longitude is None or not located:
        return None
    offsets = [_offset_km(region, park) for park in located]
    reach = max(1.0, *(max(abs(x) / 1.45, abs(y)) for x, y in offsets))
    scale = (HEIGHT / 2 - MARGIN) / reach
    pins = [
        Pin(park.number, park.name, park.url, *_place(x, y, scale), round(math.hypot(x, y)))
        for park, (x, y) in zip(located, offsets, strict=True)
    ]
    return LocatorMap(region.short_name, WIDTH // 2, HEIGHT // 2, pins, _rings(scale, reach))


def _offset_km(region, park):
    latitude, longitude = float(region.latitude), float(region.longitude)
    east = (float(park.longitude) - longitude) * KM_PER_DEGREE * math.cos(math.radians(latitude))
    north = (float(park.latitude) - latitude) * KM_PER_DEGREE
    return east, north


def _place(x, y, scale):
    return round(WIDTH / 2 + x * scale), round(HEIGHT / 2 - y * scale)


def _rings(scale, reach):
    """Two rings at round distances that fit the drawing."""
    fitting = [km for km in RING_STEPS_KM if km <= reach * 1.3][-2:]
    return [Ring(km, round(km * scale), round(HEIGHT / 2 - km * scale) - 8) for km in fitting]
