"""Pages by the last row's key: complete, without repetition, whatever the order."""

import base64
import json

import pytest
from django.http import QueryDict

from finding.facet_counts import TALLIES
from finding.keyset import Cursor, Pages
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from tests import factories
from tests.world import offer_at_random

ORDERS = ["", "sort=newest", "sort=area", "sort=-area", "sort=price", "sort=fit"]
NEEDS = ["", "height_min=9&eia=1&rail_max=10&status=", "rail_max=10&area_min=3000", "eia=1&sure=1"]


PAGE_SIZE = 4


@pytest.fixture(scope="module")
def offers(kept):
    """A site whose spaces differ in everything."""
    site = factories.SiteFactory(slug="offers")
    offer_at_random(site, 60)
    return site


def page_of(site, query, token="", plenty=10_000):
    """The page that an address leads to."""
    asked = ListingQuery(QueryDict(query), PlaceOptions(site.region))
    known = TALLIES.of(asked).known
    pages = Pages(asked, known, page_size=PAGE_SIZE, plenty=plenty)
    if not token:
        return pages.after()
    direction, _, value = token.partition("=")
    cursor = Cursor.read(value, asked.order)
    return pages.after(cursor) if direction == "after" else pages.before(cursor)


def keys(page):
    return [row.pk for row in page]


@pytest.mark.parametrize("plenty", [10_000, 2])
@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("order", ORDERS)
def test_pages_hold_every_row_once(db, offers, order, needs, plenty):
    query, pages, token = f"{order}&{needs}", [], ""
    while not pages or token:
        page = page_of(offers, query, token, plenty)
        pages.append(keys(page))
        token = page.next_token and f"after={page.next_token}"
    assert [len(page) for page in pages[:-1]] == [PAGE_SIZE] * (len(pages) - 1)
    rows = [pk for page in pages for pk in page]
    asked = ListingQuery(QueryDict(query), PlaceOptions(offers.region))
    everything = asked.listed(asked.narrow(asked.index_rows()))
    assert sorted(rows) == sorted(everything.values_list("pk", flat=True))


@pytest.mark.parametrize("needs", NEEDS)
@pytest.mark.parametrize("order", ORDERS)
def test_the_way_back_shows_the_same_pages(db, offers, order, needs):
    query = f"{order}&{needs}"
    page = page_of(offers, query)
    there = [keys(page)]
    while page.next_token:
        page = page_of(offers, query, f"after={page.next_token}")
        there.append(keys(page))
    back = [keys(page)]
    while page.previous_token:
        page = page_of(offers, query, f"before={page.previous_token}")
        back.append(keys(page))
    assert back[::-1] == there


def titles(response):
    return [card.title for card in response.context["results"].cards]


def test_old_links_with_numbers_go_on_working(client, site):
    for number in range(21):
        factories.ListingFactory(
            region=site.region, title=f"厂房{number:02}", area_sqm=100 + number
        )
    first = client.get("/golmud/listings/?sort=area")
    assert len(titles(first)) == 20
    assert "第 1–20 处，共 21 处" in first.text
    assert titles(client.get("/golmud/listings/?sort=area&page=2")) == ["厂房20"]
    after = first.context["results"].page.next_token
    second = client.get("/golmud/listings/", {"sort": "area", "after": after})
    assert titles(second) == ["厂房20"]
    assert "第 21–21 处，共 21 处" in second.text
    for page in ("0", "-1", "51", "999", "abc", "9" * 5000, "²", "٢"):
        response = client.get("/golmud/listings/", {"page": page})
        assert (response.status_code, len(titles(response))) == (200, 20), page


def token_of(*parts):
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "token",
    [
        "x", "%00", "a" * 5000, token_of(), token_of("newest", 0, 1.5, 1, 0),
        token_of("area", 0, "2026-01-01", 1, 0), token_of("area", 0, 1.0, 2**70, 0),
        token_of("area", -1, 1.0, 1, 0), token_of("area", 0, float("nan"), 1, 0),
        token_of("newest", 0, "2026-01-01T00:00", 1, 0),
        token_of("area", 0, 10**400, 1, 0), token_of("newest", 0, "2026-01-01T00:00+23:59", 1, 0),
        token_of("price", 0, 1.0, 1, 0), token_of("area", 0, "9999-12-31T23:59:59+00:00", 1, 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_token_that_is_not_ours_leads_to_the_first_page(client, site, token, way):
    factories.ListingFactory(region=site.region, title="厂房")
    response = client.get("/golmud/listings/", {"sort": "area", way: token})
    assert response.status_code == 400
    assert titles(response) == ["厂房"]
    assert "翻页的地址不完整或条件变了，已回到第一页。" in response.text


@pytest.mark.parametrize(
    ("way", "token"),
    [
        ("after", token_of("newest", 0, "1901-01-01T00:00:00+23:59", 1, 40)),
        ("before", token_of("newest", 0, "8999-12-31T23:59:59-23:59", 1, 40)),
    ],
)
def test_beyond_the_ends_there_is_the_first_page(client, site, way, token):
    """Rows may have gone since the link was made."""
    factories.ListingFactory(region=site.region, title="厂房")
    response = client.get("/golmud/listings/", {way: token})
    assert (response.status_code, titles(response)) == (200, ["厂房"])
    assert "上一页" not in response.text
