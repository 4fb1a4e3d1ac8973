"""What cards say of a listing's park."""

import pytest

from parks.models import Listing, Park, TransportLink
from tests import factories
from tests.publishing.hidden import HIDDEN


@pytest.mark.parametrize("change", [{}, *HIDDEN.values()], ids=["public", *HIDDEN])
def test_cards_state_the_distance_of_public_parks_only(client, site, change):
    park = factories.ParkFactory(region=site.region)
    TransportLink.objects.create(park=park, kind="rail_freight", name="货场", distance_km="77.7")
    factories.ListingFactory(region=site.region, park=park)
    Park.objects.update(**change)
    assert Listing.objects.for_cards().get().freight_note == (
        "" if change else "距铁路货场 77.7\u00a0km（按园区）"
    )
    assert ("77.7" in client.get("/golmud/").text) is not bool(change)
