"""When a visit comes where."""

import datetime

from tests.factories import ListingFactory
from visits.itineraries import estimated_minutes, legs_of, straight_km
from visits.models import VisitStop


def test_ways_are_typed_or_estimated_by_the_straight_line():
    seat, there = (36.40, 94.90), (36.40, 95.10)
    km = straight_km(seat, there)
    assert round(km, 1) == 17.9
    assert estimated_minutes(km) == 35  # 17.9 km × 1.4 at 50 km/h are 30.1 minutes
    assert estimated_minutes(0.1) == 5
    listing = ListingFactory.build(latitude="36.40", longitude="95.10", park=None)
    nowhere = ListingFactory.build(latitude=None, longitude=None, park=None)
    stops = [
        VisitStop(listing=listing, position=1, stay_minutes=40),
        VisitStop(listing=nowhere, position=2, stay_minutes=40),
        VisitStop(listing=listing, position=3, stay_minutes=40, drive_minutes=10),
    ]
    start = datetime.datetime(2027, 3, 1, 9, tzinfo=datetime.UTC)
    legs = legs_of(stops, start, seat)
    assert [(leg.drive_minutes, leg.basis) for leg in legs] == [
        *((35, "estimated"), (30, "assumed"), (10, "typed"))
    ]
    assert legs[2].leaves_at - start == datetime.timedelta(minutes=35 + 40 + 30 + 40 + 10 + 40)
