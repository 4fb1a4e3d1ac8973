"""What is written on a map, and what must stay silent so that the rest can be read."""

from dataclasses import dataclass, replace

from maps.basemap import outline, province_of
from maps.bbox import TILE, BoundingBox, mercator
from maps.markers import Ring

WIDE, NARROW, LINE = 13, 8, 18
PIN_HEIGHT, PIN_PADDING, SIGN_REACH = 38, 20, 5
# These carry a sign, which stays when the words must go.
SIGNED = {"park", "seat", "stop"}
# Their words begin beside the sign; all others stand amid their place.
BESIDE = {"seat", "stop"}

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """Words at (latitude, longitude); kind: park, seat, stop, way, own, around or ring."""

    kind: str
    text: str
    at: tuple[float, float]


def labels(region, box: BoundingBox, rings: list[Ring], seats, parks, features=()) -> list[Label]:
    """All that could be written in the box, the most useful first.

    `features`: (kind, text, (latitude, longitude)) of what staff have drawn.
    """
    places = [*(("park", p.name, p) for p in parks), *(("seat", s.short_name, s) for s in seats)]
    written = [
        Label(kind, text, (float(place.latitude), float(place.longitude)))
        for kind, text, place in places
        if place.latitude is not None and place.longitude is not None
    ]
    written += [Label(*feature) for feature in features]
    areas = [a for a in outline(province_of(region)) if a.at]
    written += [Label(area.kind, area.name, area.at) for area in areas]
    written += [Label("ring", f"{ring.km} 公里", ring.top) for ring in rings]
    return [label for label in written if box.holds(*label.at)]


def legible(written: list[Label], pins, zoom: float) -> list[Label]:
    """Those that hide neither each other nor the pins, which are (latitude, longitude, words)."""
    taken = [
        _pin_box(*_pixel((latitude, longitude), zoom), text) for latitude, longitude, text in pins
    ]
    kept = []
    for label in written:
        x, y = _pixel(label.at, zoom)
        box = _box(label, x, y)
        if not any(_overlap(box, other) for other in taken):
            taken.append(box)
            kept.append(label)
        elif label.kind in SIGNED:
            kept.append(replace(label, text=""))
        if label.kind in SIGNED:
            taken.append((x - SIGN_REACH, y - SIGN_REACH, x + SIGN_REACH, y + SIGN_REACH))
    return kept


def _pixel(at, zoom):
    x, y = mercator(*at)
    return x * TILE * 2**zoom, y * TILE * 2**zoom


def width_of(text: str) -> int:
    """About how wide it is written, in pixels."""
    return sum(WIDE if letter > "\u2e80" else NARROW for letter in text)


def _box(label, x, y) -> Box:
    wide = width_of(label.text)
    if label.kind in BESIDE:
        return x + 8, y - LINE / 2, x + 8 + wide, y + LINE / 2
    top = y + 8 if label.kind == "park" else y - LINE / 2
    return x - wide / 2, top, x + wide / 2, top + LINE


def _pin_box(x, y, text) -> Box:
    wide = width_of(text) + PIN_PADDING
    return x - wide / 2, y - PIN_HEIGHT, x + wide / 2, y


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
