"""The drawn map: numbers that lie together share a pin, and the seat has its circles."""

from maps.basemap import BaseMap
from maps.bbox import BoundingBox
from maps.markers import NumberedListing
from maps.svg_map import Drawing, Pin
from parks.models import Listing


def listing(latitude, longitude):
    made = Listing()
    made.map_latitude, made.map_longitude = latitude, longitude
    return made


def drawing(region, places):
    numbered = [NumberedListing(listing(*at), n) for n, at in enumerate(places, 1)]
    return Drawing(BaseMap(region, BoundingBox(94, 36, 96, 37)), numbered, [])


def test_neighbours_share_a_pin_where_the_first_lies(site):
    near, far = (36.40, 94.90), (36.80, 95.60)
    pins = drawing(site.region, [near, far, (36.401, 94.901), near]).pins
    assert [(pin.numbers, pin.at, pin.label) for pin in pins] == [
        ((1, 3, 4), near, "3 处"),
        ((2,), far, "2"),
    ]


def test_pin_names_a_run_of_numbers():
    labels = [Pin(numbers, 0, 0, (0, 0)).label for numbers in ((7,), (1, 2, 3), (1, 3))]
    assert labels == ["7", "1–3", "2 处"]


def test_circles_are_those_of_the_seat(site):
    assert drawing(site.region, []).circles == []
    site.region.latitude, site.region.longitude = "36.40", "94.90"
    found = drawing(site.region, [])
    assert [circle.radius for circle in found.circles] == sorted(c.radius for c in found.circles)
    assert {ring.km for ring in found.rings} <= {5, 10, 20, 50, 100, 200, 400}
