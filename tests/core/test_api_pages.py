"""Numbered pages of the API: a number, `last`, or a refusal."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/listings.geojson"


@pytest.fixture
def listings(site):
    return factories.ListingFactory.create_batch(3, region=site.region)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("page_size=2", 2), ("page_size=2&page=2", 1), ("page_size=2&page=2.0", 1),
        ("page_size=2&page=last", 1), ("page_size=2.0&page=", 2), ("page_size=&page=1", 3),
        ("page_size=5000", 3), ("page_size=002", 2),
    ],
)  # fmt: skip
def test_pages_are_numbered(client, listings, query, expected):
    assert client.get(f"{URL}?{query}").json()["numberReturned"] == expected


@pytest.mark.parametrize("size", ["0", "-1", "x", "1.5", "２", "1_0", "9" * 30])
def test_sizes_that_are_none_are_refused(client, listings, size):
    response = client.get(URL, {"page_size": size})
    told = {"page_size": ["每页条数请写 1 以上的整数，最多 1000。"]}
    assert (response.status_code, response.json()) == (400, told)


@pytest.mark.parametrize("query", ["page=1&page=2", "page_size=1&page_size=2"])
def test_pages_are_asked_once(client, listings, query):
    response = client.get(f"{URL}?{query}")
    name = query.split("=")[0]
    assert (response.status_code, response.json()) == (400, {name: ["这个条件只能写一次。"]})
