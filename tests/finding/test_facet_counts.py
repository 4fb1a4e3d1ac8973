"""Counts as brute force finds them."""

import pytest
from django.core.cache import cache
from django.http import QueryDict
from hypothesis import given

from core.outages import noticing_stand_ins
from finding.criteria import Verdict
from finding.facet_counts import Tallies, kinds_on_offer
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from finding.result_page import ResultPage
from parks.models import Listing, ListingIndex
from tests import factories
from tests.finding.conditions import CONDITIONS, query
from tests.floods import flood

# A row of what is never unknown, told once more without SQL.
RESTRICTED = {
    "kind": lambda row, kinds: row.kind in kinds,
    "offer": lambda row, offers: (
        (row.is_for_sale and "sale" in offers) or (row.is_for_lease and "lease" in offers)
    ),
    "park": lambda row, parks: row.park_id in {park.pk for park in parks},
}


def verdict(asked, row):
    if asked.need.name not in RESTRICTED:
        return asked.verdict(row)
    is_met = RESTRICTED[asked.need.name](row, asked.value)
    return Verdict.MET if is_met else Verdict.FAILED


@flood(80)
@given(pairs=CONDITIONS)
def test_counts_are_those_of_brute_force(site, world, pairs):
    results = ResultPage(query(pairs), region=site.region)
    conditions, asked_for = results.listing_query.conditions, results.listing_query.asked
    rows = [
        (row, [one.need.name for one in conditions if verdict(one, row) is Verdict.FAILED])
        for row in results.listing_query.index_rows()
    ]
    found = [row for row, failed in rows if not failed]
    tally = results.tally
    assert tally.total == len(found)
    assert tally.known == sum(
        all(one.verdict(row) is Verdict.MET for one in asked_for) for row in found
    )
    assert tally.alone == {
        one.need.name: sum(failed == [one.need.name] for _, failed in rows)
        for one in conditions
        if one.need.name != "kind"
    }
    for option in results.facets.options():
        others = [row for row, failed in rows if set(failed) <= {option.name}]
        alone = ListingQuery(query([(option.name, option.value)]), PlaceOptions(site.region))
        (asked,) = alone.conditions
        expected = sum(verdict(asked, row) is Verdict.MET for row in others)
        assert (option.id, option.count) == (option.id, str(expected))


@pytest.fixture
def crowded(transactional_db):
    """A place too large for its cap of one: the change of a row is dated when it is committed."""
    region = factories.RegionFactory()
    factories.ListingFactory.create_batch(2, region=region)
    cache.clear()
    return ListingQuery(QueryDict(), PlaceOptions(region))


def test_large_places_keep_counts_for_some_seconds(crowded, django_assert_num_queries):
    tallies = Tallies(cap=1)
    assert tallies.of(crowded).total == 2
    Listing.objects.first().withdraw()
    with django_assert_num_queries(0):
        assert tallies.of(crowded).total == 2
    assert ListingIndex.objects.count() == Listing.objects.count() - 1


def test_large_places_keep_counts_until_something_changes(crowded, django_assert_num_queries):
    """Whichever process counted, and whatever its own clock says."""
    there = Tallies(cap=1, sure_seconds=0, unsure_seconds=0)
    here = Tallies(cap=1, unsure_seconds=0)
    assert there.of(crowded).total == 2
    with django_assert_num_queries(1):  # whether anything changed
        assert here.of(crowded).total == 2
    Listing.objects.first().withdraw()
    assert here.of(crowded).total == 1


def test_counts_made_beside_a_change_are_not_trusted_for_long(crowded, django_assert_num_queries):
    tallies = Tallies(cap=1, sure_seconds=0, unsure_seconds=600)
    assert tallies.of(crowded).total == 2
    with django_assert_num_queries(1):  # counted anew
        assert tallies.of(crowded).total == 2


def test_pages_that_may_be_kept_are_counted_anew(crowded):
    """Under their edition an older count would stand until something else changes."""
    tallies = Tallies(cap=1)
    assert tallies.of(crowded).total == 2
    Listing.objects.first().withdraw()
    assert tallies.of(crowded).total == 2
    with noticing_stand_ins():
        assert tallies.of(crowded).total == 1


def test_kinds_on_offer_are_those_that_can_still_be_had(prefecture, site, other_site):
    factories.LandFactory.create_batch(2, region=site.region)
    factories.ListingFactory(region=other_site.region)
    factories.ListingFactory(region=site.region, status_of_offer="taken")
    factories.ListingFactory(region=site.region, status="draft")
    assert kinds_on_offer(site.region) == {"land": 2}
    assert kinds_on_offer(prefecture) == {"land": 2, "factory": 1}
