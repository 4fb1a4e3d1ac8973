"""A list answered from columns is the list that PostgreSQL gives: counts, facets, pages."""

import datetime

import pytest
from django.db.models import Count, Q
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from finding.facet_counts import counted_in_sql, failures_in_sql
from finding.keyset import Cursor, Pages
from finding.listing_query import ListingQuery
from finding.needs import NEEDS
from finding.options import PlaceOptions
from parks.models import Listing, ListingIndex, Park
from tests import factories
from tests.finding.conditions import CONDITIONS, query
from tests.finding.snapshot.of_now import snapshot_of_now
from tests.floods import flood
from tests.world import offer_at_random

NOW = timezone.now()
TODAY = timezone.localdate()
LONG_AGO = NOW - datetime.timedelta(days=99)
MOMENTS = [NOW + datetime.timedelta(days=days) for days in (-9, -1, 1, 9)]
DAYS = [TODAY + datetime.timedelta(days=days) for days in (-9, -1, 0, 1)]
WORDS = st.sampled_from(["厂房", "号", "3", "昆仑", "f-1", "south", "厂房 south", "没有的"])
SORTS = st.sampled_from(["", "newest", "area", "-area", "price", "fit"])
WINDOWS = [
    {"publish_at": LONG_AGO, "expire_at": None},
    {"publish_at": MOMENTS[2], "expire_at": MOMENTS[3]},
    *({"publish_at": LONG_AGO, "expire_at": moment} for moment in MOMENTS),
]
VALUES = {
    "status": ["approved", "withdrawn"],
    "status_of_offer": Listing.OfferStatus.values,
    "held_until_on": [None, *DAYS],
    "area_sqm": [400, 13333.33, 13333.34, 1e7],
    "price_yuan_per_sqm": [None, 0.1, 6, 1e9],
    "rent_yuan_per_sqm_month": [None, 0.1, 6, 12.34],
    "rail_freight_km": [None, 0, 10, 30],
    "rail_freight_km_state": ["", "planned", "building"],
    "has_gas": [None, True, False],
    "industries": [[]],
    "searched_text": ["", "昆仑 3 号", "𠮷号", "厂房"],
}
FACTS_OF_PARKS = {"rail_freight_km_state"} | {
    need.column for need in NEEDS if getattr(need, "park_kinds", ())
}
# What may happen to an index row or to a park, below what their forms would let in.
ROW_CHANGES = WINDOWS + [{name: value} for name, values in VALUES.items() for value in values]
PARK_CHANGES = [*WINDOWS, {"status": "draft"}, {"status": "approved"}]
SOME = st.integers(0, 39)
CHANGES = st.lists(st.tuples(SOME, st.sampled_from(ROW_CHANGES)), max_size=6)
CHANGES_OF_PARKS = st.lists(st.tuples(SOME, st.sampled_from(PARK_CHANGES)), max_size=2)


@pytest.fixture
def world(site, other_site):
    """Two counties whose offers differ in everything."""
    offer_at_random(site, 30)
    for _ in range(10):
        factories.ListingFactory(region=other_site.region, title="昆仑厂房")
    ListingIndex.objects.update(publish_at=LONG_AGO)
    Park.objects.update(publish_at=LONG_AGO)
    return [site, other_site]


def make(changes, model):
    """A row that lies in no park has no fact of its park, whatever is written to it."""
    keys = sorted(model.objects.values_list("pk", flat=True))
    for number, values in changes:
        rows = model.objects.filter(pk=keys[number % len(keys)])
        if not FACTS_OF_PARKS.isdisjoint(values):
            rows = rows.filter(park__isnull=False)
        rows.update(**values)


def counts(tally):
    facets = {
        (name, key): number
        for name, counter in tally.facets.items()
        for key, number in counter.items()
        if number
    }
    given_up = tally.alone, tally.eased, tally.sure_alone, tally.sure_eased
    return tally.total, tally.known, tally.scanned, *given_up, facets


def all_pages(listing_query, **source):
    """The keys of every page, there and back again."""
    page = Pages(listing_query, page_size=15, **source).after()
    there = [[row.pk for row in page]]
    while page.has_next:
        cursor = Cursor.read(page.next_token, listing_query.order)
        page = Pages(listing_query, page_size=15, **source).after(cursor)
        there.append([row.pk for row in page])
    back = []
    while page.has_previous:
        cursor = Cursor.read(page.previous_token, listing_query.order)
        page = Pages(listing_query, page_size=15, **source).before(cursor)
        back.append([row.pk for row in page])
    second = Pages(listing_query, page_size=15, **source).numbered(2)
    return there, back, [row.pk for row in second]


def without_snapshot(asked):
    """Everything that is said of a list, as the database alone says it."""
    failures = failures_in_sql(asked)
    return counts(counted_in_sql(asked)), all_pages(asked), met_and_pairs(failures)


def with_snapshot(snapshot, asked):
    answers = snapshot.asked(asked)
    pages = all_pages(asked, answers=answers)
    return counts(answers.tally), pages, met_and_pairs(answers.failures)


def met_and_pairs(failures):
    met = {place: number for place, number in failures.met.items() if number}
    return failures.total, met, failures.costliest_pairs(99)


@flood(80)
@given(
    before=CHANGES,
    after=CHANGES,
    parks=CHANGES_OF_PARKS,
    place=st.sampled_from(["county", "prefecture"]),
    pairs=CONDITIONS,
    words=st.just("") | WORDS,
    sort=SORTS,
)
def test_columns_give_what_the_database_gives(
    world, prefecture, before, after, parks, place, pairs, words, sort
):
    region = prefecture if place == "prefecture" else world[0].region
    data = query([*pairs, ("q", words), ("sort", sort)])
    make(before, ListingIndex)
    snapshot = snapshot_of_now()
    asked = ListingQuery(data, PlaceOptions(region))
    assert counts(snapshot.asked(asked).tally) == counts(counted_in_sql(asked))
    make(after, ListingIndex)
    make(parks, Park)
    asked = ListingQuery(data, PlaceOptions(region))
    assert with_snapshot(snapshot.followed(), asked) == without_snapshot(asked)


def test_rows_that_come_and_go_are_followed(world):
    site, _ = world
    snapshot = snapshot_of_now()
    asked = ListingQuery(query([]), PlaceOptions(site.region))
    before = snapshot.asked(asked).tally.total
    for step in range(9):  # more than there are blocks beside the file
        factories.ListingFactory(region=site.region)
        snapshot = snapshot.followed()
        assert snapshot.asked(asked).tally.total == before + step + 1
    Listing.objects.filter(region=site.region).first().delete()
    assert snapshot.followed().asked(asked).tally.total == counted_in_sql(asked).total


def test_conditions_are_counted_as_the_database_counts_them(world):
    lacks = {need.name: need.unknown(None) for need in NEEDS if need.name not in {"area", "price"}}
    is_open = Q(status_of_offer__in=Listing.OfferStatus.open())
    rows = ListingIndex.objects.published(NOW).filter(is_open)
    region = rows.values_list("region", flat=True)[0]
    for among in (is_open, is_open & Q(region__in=[region]), is_open & Q(region__in=[])):
        counted = snapshot_of_now().counts(lacks, among=among, now=NOW)
        expected = rows.filter(among).aggregate(
            **{name: Count("pk", filter=lack) for name, lack in lacks.items()}
        )
        assert {name: counted[name] for name in lacks} == expected
