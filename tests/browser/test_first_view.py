"""What a phone has to fetch before a page can be read: few files, few bytes, and nothing jumps."""

import gzip
from urllib.request import urlopen

import pytest

from bench.first_view import first_view
from tests.portal.page_types import page_types

MAX_REQUESTS, MAX_BYTES, MAX_SHIFT = 6, 150 * 1024, 0.02
HEADERS = 1024  # of one answer, about
NAMES = (
    *("network_home", "site_home", "article_list", "article_detail", "listing_detail"),
    *("park_list", "park_detail", "policy_list", "policy_detail", "search", "listing_map"),
    *("listing_compare: four", "consult", "guide_fit", "page_detail", "lead_status"),
)


@pytest.fixture
def cost_of(browser, live_server, world):
    """cost_of(name of a page type) → requests, bytes, layout shift that are above the limits."""

    def make(name):
        path, _ = page_types(world)[name]
        view = first_view(browser, live_server.url + path, is_slow=False)
        sent = sum(map(sent_bytes, view.addresses))
        return {
            "requests": view.addresses if len(view.addresses) > MAX_REQUESTS else (),
            "bytes": max(0, sent - MAX_BYTES),
            "shift": view.cls if view.cls > MAX_SHIFT else 0,
        }

    return make


NOTHING = {"requests": (), "bytes": 0, "shift": 0}


def test_a_list_of_places_is_light(cost_of):
    assert cost_of("listing_list") == NOTHING


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_light(cost_of, name):
    assert cost_of(name) == NOTHING


def sent_bytes(address):
    """As production sends it: text is packed by the storage and the page memory."""
    with urlopen(address) as answer:  # noqa: S310 -- our own server
        body, kind = answer.read(), answer.headers["Content-Type"]
    is_text = kind.startswith(("text/", "image/svg", "application/j"))
    return HEADERS + len(gzip.compress(body) if is_text else body)
