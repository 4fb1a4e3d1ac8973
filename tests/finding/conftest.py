"""What the tests of lists ask with."""

import random

import pytest

from tests import factories
from tests.world import offer_at_random


def titles(response):
    return [card.title for card in response.context["results"].cards]


@pytest.fixture
def find(client, site):
    """find("area_min=10") → titles on the list of all kinds, in alphabetical order."""

    def get(query, path="/golmud/listings/"):
        response = client.get(f"{path}?{query}", follow=True)
        assert response.status_code == 200, response.context["filter"].form.errors
        return titles(response)

    return get


@pytest.fixture
def mixed(site):
    """One of each kind, with offers, areas and prices that tell them apart."""
    here = {"region": site.region}
    factories.LandFactory(title="地", area_sqm=33333, price_amount="6.00", **here)
    factories.ListingFactory(title="厂", area_sqm=3000, price_amount="9.00", **here)
    factories.ListingFactory(
        title="仓", kind="warehouse", offer="both", area_sqm=8000, price_amount="0.50",
        price_unit="yuan_per_sqm_day", **here,
    )  # fmt: skip
    factories.ListingFactory(
        title="楼", kind="office", offer="sale", area_sqm=400, price_amount="5000",
        price_unit="yuan_per_sqm", **here,
    )  # fmt: skip


@pytest.fixture
def world(site):
    offer_at_random(site, 40, seed=random.randrange(1000))  # noqa: S311 -- not a secret


@pytest.fixture
def land(site):
    def make(title, **kwargs):
        return factories.LandFactory(region=site.region, title=title, **kwargs)

    return make
