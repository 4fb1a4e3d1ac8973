"""The route of a visit drawn from coordinates: 示意图, north up, true to a few per cent."""

import math
from dataclasses import dataclass

from parks.datasheet.site_plan import KM_PER_DEGREE, ROUND_KM

WIDTH, HEIGHT, MARGIN = 360, 160, 34
PIN_REACH = 14  # numbers nearer than this share one pin
LEAST_KM = 0.5  # what is drawn is never nearer than that


@dataclass(frozen=True)
class Pin:
    """A place, or several near each other: 1, or 2、3; the seat has its name and no number."""

    label: str
    x: int
    y: int
    is_seat: bool = False

    @property
    def width(self):
        return 10 + 8 * len(self.label)


@dataclass(frozen=True)
class RouteMap:
    """`line` is the way in its order, as points of the drawing."""

    pins: list[Pin]
    line: list[tuple[int, int]]
    scale_km: int
    scale_length: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def points(self):
        """As SVG writes them."""
        return " ".join(f"{x},{y}" for x, y in self.line)


def route_map(places, seat, seat_name) -> RouteMap | None:
    """Of (label, (latitude, longitude)) in WGS-84, from the `seat` where that is known; None of
    less than two points."""
    named = [(seat_name, seat)] if seat else []
    named += places
    if len(named) < 2:
        return None
    placed, scale = _placed([at for _, at in named])
    pins = []
    for (label, _), (x, y) in zip(named, placed, strict=True):
        is_seat = label == seat_name
        near = next((n for n, pin in enumerate(pins) if _is_shared(pin, x, y)), None)
        if near is None or is_seat:
            pins.append(Pin(label, x, y, is_seat))
        else:
            pins[near] = Pin(f"{pins[near].label}、{label}", pins[near].x, pins[near].y)
    step = max((km for km in ROUND_KM if km * scale <= WIDTH / 3), default=ROUND_KM[0])
    return RouteMap(pins, placed, step, round(step * scale))


def _is_shared(pin, x, y):
    return not pin.is_seat and abs(pin.x - x) < PIN_REACH and abs(pin.y - y) < PIN_REACH


def _placed(points):
    """(points in the drawing, its units a km): degrees on a plane, scaled to what there is room
    for."""
    middle = sum(latitude for latitude, _ in points) / len(points)
    shrink = math.cos(math.radians(middle))
    plane = [(lng * KM_PER_DEGREE * shrink, -lat * KM_PER_DEGREE) for lat, lng in points]
    spans, centre = [], []
    for values in zip(*plane, strict=True):
        spans.append(max(max(values) - min(values), LEAST_KM))
        centre.append((max(values) + min(values)) / 2)
    scale = min((WIDTH - 2 * MARGIN) / spans[0], (HEIGHT - 2 * MARGIN) / spans[1])
    placed = [
        (
            round(WIDTH / 2 + (x - centre[0]) * scale),
            round(HEIGHT / 2 + (y - centre[1]) * scale),
        )
        for x, y in plane
    ]
    return placed, scale
