"""The drawn map of one page: base, seats, parks and the list's numbers, for paper and no script."""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from finding.travelling_needs import Standing
from maps.basemap import HEIGHT, WIDTH, BaseMap
from maps.bbox import BoundingBox
from maps.labels import BESIDE, labels, legible, width_of
from maps.markers import km_per_pixel, rings_around

# Beside the other, for a phone: there a wide one would be too small to read.
WIDE, TALL = (WIDTH, HEIGHT), (390, 400)
# Numbers nearer than this share one pin, in pixels.
PIN_REACH = 28
LABEL_MARGIN, TEXT_MARGIN, SIGN = 12, 4, 9
EVERYWHERE = BoundingBox(-180, -85, 180, 85)


@dataclass(frozen=True)
class Pin:
    """One or more numbers of the list at (x, y)."""

    numbers: tuple[int, ...]
    x: int
    y: int
    at: tuple[float, float]
    standings: tuple[Standing, ...] = ()  # each once, the best first; none where nothing is asked

    @property
    def label(self):
        """7, or 1–4 for neighbours in the list, or how many there are; signs of verdicts before."""
        signs = "".join(each.sign for each in self.standings)
        return f"{signs} {self._which}" if signs else self._which

    @property
    def _which(self):
        first, *rest = self.numbers
        if not rest:
            return str(first)
        is_run = all(after - before == 1 for before, after in pairwise(self.numbers))
        return f"{first}–{rest[-1]}" if is_run else f"{len(self.numbers)} 处"

    @property
    def tone(self):
        return self.standings[0].tone if self.standings else ""

    @property
    def width(self):
        return 16 + 11 * len(self.label)

    @property
    def left(self):
        return self.x - self.width // 2


@dataclass(frozen=True)
class Words:
    """A label in pixels: its place, and where the words are so that none is cut."""

    kind: str
    text: str
    x: int
    y: int
    text_x: int


@dataclass(frozen=True)
class Circle:
    """A ring in pixels."""

    x: int
    y: int
    radius: int


class Drawing:
    """What `maps/_map_drawing.html` prints."""

    def __init__(self, sheet: BaseMap, spots, parks, features=()):
        self.sheet = sheet
        self.width, self.height = sheet.size
        self.is_tall = sheet.size == TALL
        self.spots = spots
        self.parks = parks
        self.features = features
        self.rings = rings_around(sheet.region, sheet.zoom)

    @cached_property
    def words(self) -> list[Words]:
        region = self.sheet.region
        written = labels(region, EVERYWHERE, self.rings, [region], self.parks, self.features)
        pins = [(*pin.at, pin.label) for pin in self.pins]
        return [
            self._words(label)
            for label in legible(written, pins, self.sheet.zoom)
            if self.sheet.shows(*label.at, LABEL_MARGIN)
        ]

    def _words(self, label):
        x, y = self.sheet.place(*label.at)
        wide, edge = width_of(label.text), self.width - TEXT_MARGIN
        if label.kind in BESIDE:
            return Words(label.kind, label.text, x, y, min(x, edge - wide - SIGN))
        least = TEXT_MARGIN + wide // 2
        return Words(label.kind, label.text, x, y, min(max(x, least), edge - wide // 2))

    @cached_property
    def pins(self) -> list[Pin]:
        """Numbers at one place share a pin, which stands where the first of them lies."""
        groups: list[tuple[int, int, list]] = []
        for spot in self.spots:
            x, y = self.sheet.place(*spot.place)
            near = (g for g in groups if abs(g[0] - x) < PIN_REACH and abs(g[1] - y) < PIN_REACH)
            if (group := next(near, None)) is None:
                group = (x, y, [])
                groups.append(group)
            group[2].append(spot)
        return [
            Pin(tuple(s.number for s in g), x, y, g[0].place, _standings(g)) for x, y, g in groups
        ]

    @cached_property
    def circles(self) -> list[Circle]:
        return [self._circle(ring) for ring in self.rings]

    def _circle(self, ring):
        x, y = self.sheet.place(*ring.at)
        scale = km_per_pixel(ring.at[0], self.sheet.zoom)
        return Circle(x, y, round(ring.km / scale))


def _standings(spots):
    found = {spot.verdicts.standing for spot in spots if spot.verdicts}
    return tuple(each for each in Standing if each in found)
