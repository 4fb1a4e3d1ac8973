"""What may leave, from which region, in which columns."""

import pytest

from exchange import exports
from exchange.converters import HTML_LENGTH, TOO_LONG
from parks.models import Listing
from tests import factories

pytestmark = pytest.mark.django_db


def test_others_drafts_leave_with_those_who_judge_them(site, other_site, staff):
    editor, reviewer = staff("editor", site.region), staff("reviewer", site.region)
    public = factories.ListingFactory(region=site.region, code="1")
    own = factories.ListingFactory(region=site.region, code="2", status="draft")
    Listing.objects.filter(pk=own.pk).update(created_by=editor)
    draft = factories.ListingFactory(region=site.region, code="3", status="draft")
    factories.ListingFactory(region=other_site.region, code="4")
    found = [
        list(exports.exportable(Listing.objects.order_by("code"), user))
        for user in (editor, reviewer)
    ]
    assert found == [[public, own], [public, own, draft]]


def test_common_region_is_the_smallest_that_holds_all(site, other_site, prefecture):
    assert exports.common_region(Listing.objects.all()) is None
    factories.ListingFactory(region=site.region)
    assert exports.common_region(Listing.objects.all()) == site.region
    factories.ListingFactory(region=other_site.region)
    assert exports.common_region(Listing.objects.all()) == prefecture


def test_columns_are_those_of_the_kinds_in_the_list(site):
    def terms():
        columns = exports.columns_for(Listing.objects.all())
        return sorted({key for column in columns for key in column.terms})

    factories.LandFactory(region=site.region)
    land_only = {c.name for c in exports.columns_for(Listing.objects.all())}
    assert ("tenure_years" in land_only, "clear_height_m" in land_only) == (True, False)
    factories.ListingFactory(region=site.region)
    assert terms() == ["building", "land"]


def test_text_longer_than_a_cell_says_so(site):
    factories.ListingFactory(region=site.region, body=f"<p>{'长' * HTML_LENGTH}</p>")
    listings = Listing.objects.all()
    columns = exports.columns_for(listings)
    [line] = exports.rows(listings, columns)
    assert line[[c.name for c in columns].index("body")] == TOO_LONG


@pytest.mark.parametrize("count", [1, 3])
def test_rows_are_read_with_few_queries(site, django_assert_num_queries, count):
    for _ in range(count):
        listing = factories.ListingFactory(region=site.region)
        factories.BuildingSpecFactory(listing=listing)
    listings = Listing.objects.all()
    columns = exports.columns_for(listings)
    with django_assert_num_queries(2):  # listings, industries
        assert len(list(exports.rows(listings, columns))) == count
