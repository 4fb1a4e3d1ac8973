"""Listings as GeoJSON: RFC 7946, the list's filters, nothing that is not public."""

import pytest

from tests import factories

URL = "/api/v1/listings.geojson"
NEAR = {"latitude": "36.40000", "longitude": "94.90000"}


def codes(response):
    assert response.status_code == 200, response.json()
    return [row["properties"]["code"] for row in response.json()["features"]]


@pytest.fixture
def placed(site):
    return factories.LandFactory(region=site.region, code="A-1", title="A 地块", **NEAR)


def test_collection_follows_the_standard(client, placed):
    response = client.get(URL)
    assert response.headers["Content-Type"] == "application/geo+json"
    body = response.json()
    (feature,) = body.pop("features")
    assert body == {
        "type": "FeatureCollection",
        "numberMatched": 1,
        "numberReturned": 1,
        "links": [],
    }
    assert feature["type"] == "Feature"
    assert feature["id"] == placed.pk
    assert feature["geometry"] == {"type": "Point", "coordinates": [94.9, 36.4]}
    properties = feature["properties"]
    assert properties["url"] == f"http://127.0.0.1:8000/golmud/listings/{placed.pk}/"
    assert (properties["area_sqm"], properties["address"]) == ("84267.00", None)
    assert properties["is_park_location"] is False


def test_place_may_be_the_parks_or_unknown(client, site):
    park = factories.ParkFactory(region=site.region, **NEAR)
    secret = factories.ParkFactory(region=site.region, status="draft", **NEAR)
    factories.ListingFactory(region=site.region, code="A", park=park)
    factories.ListingFactory(region=site.region, code="B", park=secret)
    features = {row["properties"]["code"]: row for row in client.get(URL).json()["features"]}
    assert features["A"]["geometry"]["coordinates"] == [94.9, 36.4]
    assert features["A"]["properties"]["is_park_location"] is True
    assert features["B"]["geometry"] is None
    assert features["B"]["properties"]["is_park_location"] is False


def test_collection_filters_like_the_list_and_the_map(client, placed, site, other_site):
    factories.ListingFactory(region=site.region, code="F-1", latitude="38.2", longitude="90.8")
    factories.ListingFactory(region=other_site.region, code="W-1")
    assert sorted(codes(client.get(URL))) == ["A-1", "F-1", "W-1"]
    assert sorted(codes(client.get(f"{URL}?site=golmud"))) == ["A-1", "F-1"]
    assert codes(client.get(f"{URL}?kind=land")) == ["A-1"]
    assert codes(client.get(f"{URL}?bbox=94,36,95,37")) == ["A-1"]


def test_collection_hides_what_pages_hide(client, placed, site, prefecture):
    factories.ListingFactory(region=site.region, status="draft", **NEAR)
    factories.ListingFactory(region=site.region, status_of_offer="taken", **NEAR)
    factories.ListingFactory(region=prefecture, **NEAR)
    assert codes(client.get(URL)) == ["A-1"]


@pytest.mark.parametrize(
    ("query", "field"), [("bbox=1,2", "bbox"), ("site=nowhere", "site"), ("area_min=x", "area_min")]
)
def test_bad_questions_get_a_sentence(client, placed, query, field):
    response = client.get(f"{URL}?{query}")
    assert (response.status_code, list(response.json())) == (400, [field])


def test_pages_are_linked_by_the_public_address(client, site):
    factories.ListingFactory.create_batch(3, region=site.region)
    body = client.get(f"{URL}?page_size=1&page=2&site=golmud").json()
    assert (body["numberMatched"], body["numberReturned"]) == (3, 1)
    base = f"http://127.0.0.1:8000{URL}?page_size=1&page="
    assert body["links"] == [
        {"rel": "next", "href": f"{base}3&site=golmud"},
        {"rel": "prev", "href": f"{base}1&site=golmud"},
    ]
    assert len(client.get(f"{URL}?page_size=5000").json()["features"]) == 3


def test_unchanged_collection_is_not_sent_again(client, placed):
    tag = client.get(URL).headers["ETag"]
    assert client.get(URL, headers={"If-None-Match": tag}).status_code == 304


def test_collection_costs_the_same_for_one_and_three(client, placed, django_assert_num_queries):
    with django_assert_num_queries(2):  # count, rows
        client.get(URL)
    factories.ListingFactory.create_batch(2, region=placed.region, **NEAR)
    with django_assert_num_queries(2):
        client.get(URL)
