"""What is written on a map, and what must stay silent so that the rest can be read."""

from dataclasses import dataclass, replace

from maps.basemap import outline, province_of
from maps.bbox import TILE, BoundingBox, mercator
from maps.markers import Ring

WIDE, NARROW, LINE = 13, 8, 18
PIN_HEIGHT, PIN_PADDING = 38, 20
# These carry a sign, which stays when the words must go.
SIGNED = {"park", "seat"}

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """Words at (latitude, longitude); kind: park, seat, own, around or ring."""

    kind: str
    text: str
    at: tuple[float, float]


def labels(region, box: BoundingBox, rings: list[Ring], seats, parks) -> list[Label]:
    """All that could be written in the box, the most useful first."""
    places = [*(("park", p.name, p) for p in parks), *(("seat", s.short_name, s) for s in seats)]
    written = [
        Label(kind, text, (float(place.latitude), float(place.longitude)))
        for kind, text, place in places
        if place.latitude is not None and place.longitude is not None
    ]
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
        box = _box(label, *_pixel(label.at, zoom))
        if not any(_overlap(box, other) for other in taken):
            taken.append(box)
            kept.append(label)
        elif label.kind in SIGNED:
            kept.append(replace(label, text=""))
    return kept


def _pixel(at, zoom):
    x, y = mercator(*at)
    return x * TILE * 2**zoom, y * TILE * 2**zoom


def _width(text):
    return sum(WIDE if letter > "\u2e80" else NARROW for letter in text)


def _box(label, x, y) -> Box:
    wide = _width(label.text)
    if label.kind == "seat":
        return x + 8, y - LINE / 2, x + 8 + wide, y + LINE / 2
    top = y + 8 if label.kind == "park" else y - LINE / 2
    return x - wide / 2, top, x + wide / 2, top + LINE


def _pin_box(x, y, text) -> Box:
    wide = _width(text) + PIN_PADDING
    return x - wide / 2, y - PIN_HEIGHT, x + wide / 2, y


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
