"""What the snapshot says of the map is what PostgreSQL says."""

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from maps.bbox import BoundingBox
from maps.map_query import MapQuery
from parks.models import Listing, ListingIndex, Park
from tests import factories
from tests.finding.snapshot.of_now import snapshot_of_now
from tests.floods import flood

KINDS = ["land", "factory", "warehouse", "office"]
QUERIES = [
    *("", "kind=factory", "kind=land&kind=office", "area_min=3000", "sort=area"),
    "area_min=3000&height_min=9",
]
BOXES = [None, BoundingBox(94.5, 36.2, 95.5, 36.8), BoundingBox(100, 30, 101, 31)]
DEGREES = st.tuples(st.integers(3600, 3700), st.integers(9400, 9600))


@pytest.fixture
def places(site):
    """Listings of all kinds with places of their own, of public and hidden parks, and none."""
    parks = [
        factories.ParkFactory(region=site.region, latitude="36.5", longitude="95.1"),
        factories.ParkFactory(
            region=site.region, status="draft", latitude="36.6", longitude="94.1"
        ),
        factories.ParkFactory(region=site.region),
    ]
    for number in range(24):
        factories.ListingFactory(
            region=site.region,
            kind=KINDS[number % 4],
            park=[*parks, None][number % 3],
            area_sqm=1000 + 400 * number,
        )
    for factory in Listing.objects.filter(kind="factory", area_sqm__gt=4000):
        factories.BuildingSpecFactory(listing=factory, clear_height_m=10)
    return site


def said(query, box, zoom, answers):
    """(All that is told, the middles of the cells)."""
    asked = MapQuery(box, "", query, answers)
    cells = asked.cells(box or BoundingBox(90, 30, 102, 40), zoom)
    told = (
        asked.tallies,
        list(asked.located_keys()[0:7]),
        list(asked.located_keys()[7:14]),
        list(asked.nowhere_keys()[:6]),
        [(cell.x, cell.y, cell.count, cell.sure, cell.pk, str(cell.box)) for cell in cells],
    )
    return told, [degrees for cell in cells for degrees in (cell.latitude, cell.longitude)]


def assert_alike(query, box, zoom, answers):
    (told, middles), (told_then, middles_then) = (
        said(query, box, zoom, each) for each in (answers, None)
    )
    assert told == told_then
    # Means are added up in another order: alike but for the last digits.
    assert middles == pytest.approx(middles_then, abs=1e-9)


@flood(40)
@given(
    st.lists(DEGREES, max_size=24),
    st.sampled_from(QUERIES),
    st.sampled_from(BOXES),
    st.integers(3, 18),
)
def test_the_map_is_the_same_with_and_without_a_snapshot(places, degrees, words, box, zoom):
    keys = ListingIndex.objects.order_by("pk").values_list("pk", flat=True)
    for pk, (north, east) in zip(keys, degrees, strict=False):
        ListingIndex.objects.filter(pk=pk).update(
            latitude=north / 100, longitude=east / 100, is_at_park=False
        )
    query = ListingQuery(QueryDict(words), PlaceOptions(places.region))
    answers = snapshot_of_now().asked(query)
    assert_alike(query, box, zoom, answers)


def test_a_park_that_is_hidden_takes_its_places_along(places):
    query = ListingQuery(QueryDict(), PlaceOptions(places.region))
    snapshot = snapshot_of_now()
    Park.objects.update(status="withdrawn")
    changed = snapshot.followed()
    assert_alike(query, None, 9, changed.asked(query))
