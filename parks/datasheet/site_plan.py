"""Drawings of a sheet: where a listing lies from the seat, and how far things are. Both 示意图."""

import math
from dataclasses import dataclass

from parks.display_values import number

KM_PER_DEGREE = 111.32
ROUND_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
WIDTH, HEIGHT, MARGIN = 240, 160, 36
BAR_LENGTH = 300
WINDS = ("北", "东北", "东", "东南", "南", "西南", "西", "西北")


@dataclass(frozen=True)
class Spot:
    """A named point of the plan in SVG units, north up; `anchor` keeps its name inside."""

    name: str
    x: int
    y: int
    is_target: bool

    @property
    def anchor(self):
        if self.x < WIDTH / 3:
            return "start"
        return "end" if self.x > WIDTH * 2 / 3 else "middle"

    @property
    def label_y(self):
        return self.y - 12


@dataclass(frozen=True)
class Plan:
    spots: list[Spot]
    words: str
    scale_km: int
    scale_length: int
    width: int = WIDTH
    height: int = HEIGHT


def plan(listing) -> Plan | None:
    """The listing (else its park) and the seat of its region; None without coordinates.

    WGS-84 degrees on a plane scaled by the cosine of the seat's latitude: true to a few per cent
    over a county.
    """
    seat, target = listing.region, _located(listing)
    if target is None or seat.latitude is None or seat.longitude is None:
        return None
    east, north = _offset_km(seat, target)
    km = math.hypot(east, north)
    room = (
        (WIDTH - 2 * MARGIN) / max(abs(east), 0.5),
        (HEIGHT - 2 * MARGIN) / max(abs(north), 0.5),
    )
    scale = min(room)
    dx, dy = east * scale / 2, -north * scale / 2
    spots = [
        Spot(
            f"{seat.short_name}驻地", round(WIDTH / 2 - dx), round(HEIGHT / 2 - dy), is_target=False
        ),
        Spot(listing.noun, round(WIDTH / 2 + dx), round(HEIGHT / 2 + dy), is_target=True),
    ]
    step = max((k for k in ROUND_KM if k * scale <= WIDTH / 2), default=ROUND_KM[0])
    place = listing.noun if target is listing else f"{listing.noun}所在园区"
    words = f"{place}在{seat.short_name}驻地{wind(east, north)}面，直线约 {number(km, 1)} km"
    return Plan(spots, words, step, round(step * scale))


def _located(listing):
    for thing in (listing, listing.public_park):
        if thing and thing.latitude is not None and thing.longitude is not None:
            return thing
    return None


def _offset_km(seat, thing):
    latitude = float(seat.latitude)
    east = (float(thing.longitude) - float(seat.longitude)) * KM_PER_DEGREE
    north = (float(thing.latitude) - latitude) * KM_PER_DEGREE
    return east * math.cos(math.radians(latitude)), north


def wind(east, north):
    """The nearest of eight directions."""
    return WINDS[round(math.degrees(math.atan2(east, north)) / 45) % 8]


@dataclass(frozen=True)
class Bar:
    label: str
    name: str
    km: str
    length: int
    y: int

    @property
    def text_y(self):
        return self.y + 10

    @property
    def end(self):
        return self.length + 6


@dataclass(frozen=True)
class Strip:
    """Road distances as bars of one scale; lengths in SVG units."""

    bars: list[Bar]
    reach_km: int
    height: int
    length: int = BAR_LENGTH

    @property
    def words(self):
        told = [f"{bar.label} {bar.name} {bar.km} km" for bar in self.bars]
        return f"公路里程示意：{'；'.join(told)}"


ROW = 22


def strip(listing) -> Strip | None:
    """The nearest known one of each kind; None where no distance is known."""
    park = listing.public_park
    links = [
        link for link in (park.transport_rows() if park else []) if link.distance_km is not None
    ]
    nearest = {}
    for link in links:
        nearest.setdefault(link.kind, link)
    if not nearest:
        return None
    longest = max(link.distance_km for link in nearest.values())
    reach = next((km for km in ROUND_KM if km >= longest), math.ceil(longest))
    bars = [
        Bar(
            label=link.get_kind_display(),
            name=f"{link.name}（{link.get_state_display()}）" if link.is_unbuilt else link.name,
            km=number(link.distance_km, 1),
            length=max(2, round(BAR_LENGTH * float(link.distance_km) / reach)),
            y=row * ROW,
        )
        for row, link in enumerate(nearest.values())
    ]
    return Strip(bars, reach, len(bars) * ROW)
