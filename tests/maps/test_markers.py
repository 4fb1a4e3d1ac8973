"""Markers of the live map: counted in the database, never more than a screen can hold."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps import markers
from maps.bbox import TILE, BoundingBox, mercator
from parks.models import Listing, ListingIndex
from tests import factories
from tests.floods import flood

HERE = "/golmud/map/points/?frame=94,36,96,37&zoom=9"
SQUARE = [[[94.9, 36.3], [95.0, 36.3], [95.0, 36.4], [94.9, 36.3]]]


def put(site, latitude, longitude, **kwargs):
    return factories.ListingFactory(
        region=site.region, latitude=latitude, longitude=longitude, **kwargs
    )


def counts(response):
    assert response.status_code == 200, response.text
    return [cell["n"] for cell in response.json()["cells"]]


def test_near_listings_share_a_marker_until_the_map_is_near(client, site):
    alone = put(site, "36.80", "95.30", title="独处厂房")
    put(site, "36.3700", "95.0000")
    put(site, "36.3702", "95.0000")
    cells = client.get(HERE).json()["cells"]
    assert [(cell["n"], cell["title"]) for cell in cells] == [(2, ""), (1, alone.title)]
    assert cells[0]["frame"] == "95.00000,36.37000,95.00000,36.37020"
    near = client.get("/golmud/map/points/?frame=94.99,36.36,95.01,36.38&zoom=18")
    assert counts(near) == [1, 1]


def test_cells_are_those_that_leaflet_counts(client, site):
    """The script looks for a listing's marker by world pixels: both must agree."""
    put(site, "36.37", "95.01")
    (cell,) = client.get(HERE).json()["cells"]
    x, y = (math.floor(v * TILE * 2**9 / markers.CELL) for v in mercator(36.37, 95.01))
    assert (cell["x"], cell["y"]) == (x, y)


@flood(25)
@given(
    st.lists(st.tuples(st.integers(3600, 3700), st.integers(9400, 9600)), min_size=1, max_size=12),
    st.integers(4, 14),
)
def test_markers_equal_counting_by_hand(site, places, zoom):
    Listing.objects.all().delete()
    for north, east in places:
        put(site, north / 100, east / 100)
    by_hand = {}
    for north, east in places:
        point = mercator(north / 100, east / 100)
        key = tuple(math.floor(v * TILE * 2**zoom / markers.CELL) for v in point)
        by_hand[key] = by_hand.get(key, 0) + 1
    found = markers.cells(ListingIndex.objects.published().with_place(), zoom)
    assert {(cell.x, cell.y): cell.count for cell in found} == by_hand


def test_only_the_frame_and_the_conditions_count(client, site):
    put(site, "36.37", "95.00")
    put(site, "38.25", "90.86")
    put(site, "36.80", "95.30", kind="warehouse")
    assert counts(client.get(HERE)) == [1, 1]
    assert counts(client.get(f"{HERE}&kind=warehouse")) == [1]
    assert counts(client.get(f"{HERE}&bbox=1,1,2,2")) == [1, 1]


def test_markers_have_a_ceiling(site):
    for step in range(3):
        put(site, "36.5", f"{94.2 + step / 2}")
    found = markers.cells(ListingIndex.objects.published().with_place(), 9, most=2)
    assert [cell.count for cell in found] == [1, 1]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "frame=94,36,96,37",
        "frame=94,36,96,37&zoom=abc",
        "frame=94,36,96,37&zoom=nan",
        "frame=94,36,96,37&zoom=99",
        "frame=94,36,96&zoom=9",
        "frame=%00&zoom=9",
        "frame=96,36,94,37&zoom=9",
    ],
)
def test_bad_questions_get_a_sentence(client, site, query):
    response = client.get(f"/golmud/map/points/?{query}")
    assert (response.status_code, list(response.json())) == (400, ["detail"])
    assert response.json()["detail"].endswith("。")


def test_bad_condition_still_brings_the_rest(client, site):
    put(site, "36.37", "95.00")
    response = client.get(f"{HERE}&area_min=abc")
    assert (response.status_code, len(response.json()["cells"])) == (400, 1)


def test_parks_bring_their_boundary_and_the_seat_its_rings(client, site):
    site.region.latitude, site.region.longitude = "36.40", "94.90"
    site.region.save()
    shape = {"type": "Polygon", "coordinates": SQUARE}
    factories.ParkFactory(
        region=site.region, name="昆仑园区", latitude="36.37", longitude="95.3", boundary=shape
    )
    factories.ParkFactory(region=site.region, name="无坐标园区")
    answer = client.get(HERE).json()
    assert [row["geometry"] for row in answer["features"]["features"]] == [shape]
    assert answer["rings"] == [{"at": [36.4, 94.9], "km": km} for km in (20, 50, 100)]
    written = {(row["kind"], row["text"]) for row in answer["names"]}
    assert {("park", "昆仑园区"), ("seat", "格尔木"), ("ring", "20 公里")} <= written
    assert "无坐标园区" not in json.dumps(answer, ensure_ascii=False)


def test_points_cost_the_same_for_one_and_three(client, site, django_assert_num_queries):
    put(site, "36.37", "95.00")
    with django_assert_num_queries(7):
        client.get(HERE)
    put(site, "36.5", "95.4")
    put(site, "36.8", "94.4")
    with django_assert_num_queries(7):
        client.get(HERE)


def test_frame_of_rows_is_none_without_places(site):
    factories.ListingFactory(region=site.region)
    rows = ListingIndex.objects.published()
    assert markers.tallies(rows) == {"factory": markers.KindTally(1, 0, None)}
    put(site, "36.37", "95.00")
    frame = BoundingBox(95.0, 36.37, 95.0, 36.37)
    assert markers.tallies(rows.all()) == {"factory": markers.KindTally(2, 1, frame)}
