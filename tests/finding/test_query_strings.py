"""Any query string on any list is answered: 200 or 400, never 500. Some 3,000 cases."""

from urllib.parse import quote

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from core.kept_parts import NothingKept
from finding.forms import ListingFilterForm
from finding.listing_query import ListingQuery
from finding.options import NamedOptions, PlaceOptions
from finding.result_page import ResultPage
from parks.models import Listing
from tests import factories
from tests.floods import flood

KINDS = {"land": "land", "factories": "factory", "warehouses": "warehouse", "offices": "office"}
LISTS = ["listings", *KINDS]
NASTY = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["\x00", "NaN", "-Infinity", "9" * 400, "1e400", "1e-400", "５０", "٣", "-0", "𝟗", "0"]
    ),
    st.sampled_from(["1", "20", "land", "factory", "sale", "lease", "jia", "bare", "100102"]),
    st.sampled_from(["2027-03-01", "2027年3月", "0000-00-00", "9999-12-31", "2027-02-30"]),
    st.sampled_from(["fit", "newest", "area", "-area", "price", "mu", "yuan_per_sqm_day"]),
    st.integers().map(str),
    st.floats().map(str),
)
NOTHING = QueryDict()
ASKABLE = list(ListingFilterForm(NOTHING, NamedOptions(NOTHING)).fields)
NAMES = st.sampled_from([*ASKABLE, "page", "after", "before", "region"])
ANYTHING = given(
    pairs=st.lists(st.tuples(NAMES, NASTY), max_size=6),
    raw=st.binary(max_size=8),
)


class KeptPlaces(NothingKept):
    """Pages of a site share the places to choose from; all else is made for each query string."""

    def __init__(self, options):
        self.options = options

    def get(self, name, make):
        return self.options if name == "place options" else super().get(name, make)


@pytest.fixture
def places_kept(mixed, site):
    return KeptPlaces(PlaceOptions(site.region))


@pytest.fixture
def mixed(site):
    """A place of each kind with all its columns filled in, and one with nothing known."""
    here = {"region": site.region}
    park = factories.ParkFactory(slug="kunlun", **here)
    factories.LandTermsFactory(
        listing=factories.LandFactory(park=park, **here), use_code="100102", power_kva=2000
    )
    factories.BuildingSpecFactory(
        listing=factories.ListingFactory(park=park, **here), clear_height_m=9, is_eia_ready=True
    )
    factories.ListingFactory(kind="warehouse", price_amount=None, price_unit="", **here)
    factories.ListingFactory(kind="office", offer="both", **here)


def listed(results):
    return results.tally.known if results.listing_query.is_sure_only else results.total


def query_string(pairs, raw):
    query = "&".join(f"{name}={quote(value, errors='surrogatepass')}" for name, value in pairs)
    return f"{query}&q={quote(raw)}" if raw else query


@pytest.mark.parametrize("name", LISTS)
@flood(520)
@ANYTHING
def test_any_query_string_can_be_filtered_by(site, places_kept, pairs, raw, name):
    data = QueryDict(query_string(pairs, raw))
    kind = KINDS.get(name, "")
    results = ResultPage(data, region=site.region, kind=kind, kept=places_kept)
    rows = [*results.page]
    assert results.notice or "page" in data or len(rows) == listed(results)
    known = QueryDict(results.conditions.query()).keys()
    assert known <= results.listing_query.form.fields.keys()
    assert all(chip.label for chip in results.chips)
    assert all(one.alone != "0" for one in results.obstacles)
    assert results.near is not None
    assert results.impasse is None or not results.total
    listing_query = ListingQuery(data, places_kept.options, kind)
    listings = listing_query.sorted_listings(Listing.objects.published())
    assert len(listings) == listed(results)


@pytest.mark.parametrize("name", LISTS)
@flood(90)
@ANYTHING
def test_any_query_string_is_answered(client, mixed, pairs, raw, name):
    response = client.get(f"/golmud/{name}/?{query_string(pairs, raw)}", follow=True)
    assert response.status_code in {200, 400}
