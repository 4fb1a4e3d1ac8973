"""Addresses of the five questions, and what the answer page is asked over."""

import pytest

from parks.models import TransportLink, Utility
from tests import factories

PAGE = "/golmud/guide/fit/"


RESULT = "/golmud/guide/fit/result/"


EVERYTHING = (
    "industry=equipment&purpose=ready&kind=factory&offer=lease&area_min=3000&area_max=9000"
    "&area_unit=sqm&height_min=9&load_min=3&crane_min=10&titled=1&power_min=2000&eia=1&gas=1"
    "&highway_max=10&when=half"
)


@pytest.fixture
def equipment(site):
    return factories.IndustryFactory(name="装备制造", slug="equipment")


@pytest.fixture
def salt(site):
    return factories.IndustryFactory(name="盐湖化工", slug="salt-lake-chemicals")


@pytest.fixture
def park(site, salt):
    park = factories.ParkFactory(
        region=site.region, name="昆仑园区", slug="kunlun", contact_name="园区窗口"
    )
    park.industries.add(salt)
    Utility.objects.create(park=park, kind="gas", is_supplied=True, capacity="中压管道")
    Utility.objects.create(park=park, kind="heat", is_supplied=False)
    TransportLink.objects.create(park=park, kind="rail_freight", name="货场", distance_km="6.2")
    TransportLink.objects.create(park=park, kind="rail_freight", name="远货场", distance_km="60")
    return park


@pytest.fixture
def building(site, park):
    """building("名", clear_height_m=9) → a workshop of the park with that specification."""

    def make(title, *, at=None, spec=True, **values):
        listing = factories.ListingFactory(region=site.region, park=at or park, title=title)
        if spec:
            factories.BuildingSpecFactory(listing=listing, **{"clear_height_m": None} | values)
        return listing

    return make


def ask(client, query):
    response = client.get(f"{RESULT}?{query}")
    assert response.status_code == 200
    return response
