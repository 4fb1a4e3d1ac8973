"""The course of a visit: when it comes where, and how long the ways between are.

A way whose minutes nobody typed is estimated from the straight line: roads are longer by
ROAD_FACTOR and driven at ROAD_KMH. It is an estimate and is called one wherever it is shown.
"""

import datetime
import math
from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils import timezone

from maps.route_map import RouteMap, route_map
from parks.models import Listing
from visits.models import Visit, VisitStop

ROAD_FACTOR = 1.4
ROAD_KMH = 50
UNKNOWN_DRIVE = 30  # minutes, where a place has no coordinates
HOW_ESTIMATED = (
    f"路上的时间按直线距离乘 {ROAD_FACTOR}、时速 {ROAD_KMH} km 估算，"
    "第一段从驻地算起，以实际路况为准。"
)
STEP = 5  # minutes: nobody drives to the minute
EARTH_KM = 6371
TYPED, ESTIMATED, ASSUMED = "typed", "estimated", "assumed"


@dataclass(frozen=True)
class Leg:
    """One place with the way to it; `basis`: what the minutes rest on.

    `at` is (latitude, longitude) in WGS-84, None where it is unknown; `km` the straight line.
    """

    stop: VisitStop
    arrives_at: datetime.datetime
    leaves_at: datetime.datetime
    drive_minutes: int
    basis: str
    at: tuple[float, float] | None
    km: float | None

    @property
    def hours(self):
        """10:10–10:50."""
        return f"{clock_time(self.arrives_at)}–{clock_time(self.leaves_at)}"

    @property
    def way_words(self):
        """路上约 25 分钟（直线 12 km，估算）."""
        if self.basis == TYPED:
            return f"路上 {self.drive_minutes} 分钟"
        why = f"直线 {self.km:.0f} km，估算" if self.basis == ESTIMATED else "坐标未知，先按这个排"
        return f"路上约 {self.drive_minutes} 分钟（{why}）"


def clock_time(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M}"


def located(listing) -> tuple[float, float] | None:
    """Of the listing, else of its public park."""
    for thing in (listing, listing and listing.public_park):
        if thing and thing.latitude is not None and thing.longitude is not None:
            return float(thing.latitude), float(thing.longitude)
    return None


def straight_km(here, there) -> float:
    """Along the great circle."""
    (lat1, lng1), (lat2, lng2) = ([math.radians(degrees) for degrees in at] for at in (here, there))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lng2 - lng1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1, math.sqrt(half)))


def estimated_minutes(km) -> int:
    minutes = km * ROAD_FACTOR / ROAD_KMH * 60
    return max(STEP, math.ceil(minutes / STEP) * STEP)


def seat_of(region) -> tuple[float, float] | None:
    if region.latitude is None or region.longitude is None:
        return None
    return float(region.latitude), float(region.longitude)


def legs_of(stops, starts_at, seat) -> list[Leg]:
    """Of VisitStops in their order with listings and parks; the first way begins at the `seat`
    of the region: of the meeting point there are words alone."""
    legs, here, moment = [], seat, starts_at
    for stop in stops:
        there = located(stop.listing)
        km = straight_km(here, there) if here and there else None
        minutes, basis = _way(stop, km)
        arrives = moment + datetime.timedelta(minutes=minutes)
        leaves = arrives + datetime.timedelta(minutes=stop.stay_minutes)
        legs.append(Leg(stop, arrives, leaves, minutes, basis, there, km))
        here, moment = there or here, leaves
    return legs


def _way(stop, km):
    if stop.drive_minutes is not None:
        return stop.drive_minutes, TYPED
    return (UNKNOWN_DRIVE, ASSUMED) if km is None else (estimated_minutes(km), ESTIMATED)


@dataclass(frozen=True)
class Itinerary:
    """A visit as it is told to all who come along; `legs` are empty while no time is agreed on."""

    visit: Visit
    stops: list[VisitStop]
    legs: list[Leg]
    drawn: RouteMap | None

    @property
    def ends_at(self):
        return self.legs[-1].leaves_at if self.legs else self.visit.starts_at

    @property
    def is_estimated(self):
        return any(leg.basis != TYPED for leg in self.legs)


def itinerary_of(visit, site) -> Itinerary:
    """Of an agreed or made visit. Two queries; what is not public any more has its label alone."""
    rows = visit.stops.order_by("position")
    stops = list(rows.prefetch_related(Prefetch("listing", Listing.objects.for_cards())))
    for stop in stops:
        if stop.listing and not stop.listing.is_published():
            stop.listing = None
    seat = seat_of(site.region)
    legs = legs_of(stops, visit.starts_at, seat) if visit.starts_at else []
    known = [(str(leg.stop.position), leg.at) for leg in legs if leg.at]
    drawn = route_map(known, seat, f"{site.region.short_name}驻地")
    return Itinerary(visit, stops, legs, drawn)
