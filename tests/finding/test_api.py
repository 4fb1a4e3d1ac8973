"""The API asks what the list asks, and reads no more than a request names."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories

URL = "/api/v1/listings/"
NUMBERS = ("count", "certain_count", "open_count")


@pytest.fixture
def listing(site):
    park = factories.ParkFactory(region=site.region, slug="kunlun", name="昆仑园")
    return factories.ListingFactory(region=site.region, code="GEM-F-9", park=park)


def codes(client, query):
    response = client.get(f"{URL}?{query}")
    assert response.status_code == 200, response.json()
    return [row["code"] for row in response.json()["results"]]


def readings_of_parks(client, query):
    """Statements that read parks for themselves, not beside listings."""
    with CaptureQueriesContext(connection) as captured:
        assert codes(client, query) == ["GEM-F-9"]
    return [q["sql"] for q in captured if 'FROM "parks_park"' in q["sql"]]


def test_parks_are_read_only_where_a_request_names_one(client, listing):
    assert readings_of_parks(client, "kind=factory&sort=area") == []
    (named,) = readings_of_parks(client, "park=kunlun")
    assert "'kunlun'" in named
    (called,) = readings_of_parks(client, "q=昆仑")
    assert '"slug"' not in called


def test_parks_and_industries_are_named_over_the_whole_network(client, listing, other_site):
    there = factories.ParkFactory(region=other_site.region, slug="kunlun", name="另一个昆仑园")
    other = factories.ListingFactory(region=other_site.region, code="WUL-F-1", park=there)
    other.industries.add(factories.IndustryFactory(slug="salt"))
    other.index()
    assert sorted(codes(client, "park=kunlun")) == ["GEM-F-9", "WUL-F-1"]
    assert sorted(codes(client, "q=昆仑")) == ["GEM-F-9", "WUL-F-1"]
    assert sorted(codes(client, "industry=salt")) == ["GEM-F-9", "WUL-F-1"]
    assert codes(client, "industry=salt&park=kunlun&site=wulan") == ["WUL-F-1"]


def test_what_is_certain_and_what_is_open_are_counted_apart(client, site, listing):
    """`count` goes on saying what is listed."""
    for height in (9, 9, 6, None):
        hall = factories.ListingFactory(region=site.region)
        factories.BuildingSpecFactory(listing=hall, clear_height_m=height)
    counts = [
        [client.get(f"{URL}?{query}").json()[name] for name in NUMBERS]
        for query in ("", "height_min=8", "height_min=8&sure=1&page_size=1", "height_min=99")
    ]
    assert counts == [[5, 5, 0], [4, 2, 2], [2, 2, 2], [2, 0, 2]]


def test_mistakes_of_place_and_list_are_told_together(client, listing):
    response = client.get(f"{URL}?site=nowhere&area_min=x&park=nowhere&industry=none&kind=castle")
    assert (response.status_code, response.json()) == (
        400,
        {
            "site": ["没有“nowhere”这个选项，请在列表里重新选择。"],
            "kind": ["没有“castle”这个选项，请在列表里重新选择。"],
            "area_min": ["请填数字，如 50 或 6.5。"],
            "park": ["没有“nowhere”这个选项，请在列表里重新选择。"],
            "industry": ["没有“none”这个选项，请在列表里重新选择。"],
        },
    )
