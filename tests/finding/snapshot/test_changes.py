"""What becomes visible after a look at the database is told at the next, whatever the order."""

import pytest
from django.db import connection, transaction

from finding.snapshot import changes
from parks.models import Listing, ListingIndex, Park
from tests import factories
from tests.transactions import uncommitted


@pytest.fixture
def listing(transactional_db):
    return factories.ListingFactory(park=factories.ParkFactory(), title="旧")


def told_since(position):
    told = changes.since(position)
    return told.listings, told.parks


def test_each_change_of_a_row_or_of_a_parks_window_is_told(listing):
    position = changes.position()
    assert told_since(position) == (set(), set())
    listing.title = "新"
    listing.save()
    assert told_since(position) == ({listing.pk}, set())
    listing.index()  # nothing new
    Park.objects.update(summary="只改文字")
    position = changes.position()
    assert told_since(position) == (set(), set())
    Park.objects.update(status="withdrawn")
    assert told_since(position)[1] == {listing.park_id}
    position = changes.position()
    Listing.objects.all().delete()
    assert told_since(position) == ({listing.pk}, set())


def test_rows_written_as_they_were_are_no_change(listing):
    position = changes.position()
    ListingIndex.objects.write(Listing.objects.all())
    ListingIndex.objects.update(kind=listing.kind)
    assert told_since(position) == (set(), set())


def test_a_change_that_was_open_at_the_look_is_told_when_it_is_committed(listing):
    with uncommitted(lambda: ListingIndex.objects.update(area_sqm=1)):
        first = changes.since(changes.position())
        assert first.listings == set()
        factories.ListingFactory()  # begins later, commits earlier
        second = changes.since(first.position, first.seen)
        assert len(second.listings) == 1
    third = changes.since(second.position, second.seen)
    assert third.listings == {listing.pk}
    assert changes.since(third.position, third.seen).listings == set()


def test_a_change_that_is_rolled_back_leaves_nothing(listing):
    position = changes.position()
    with transaction.atomic():
        ListingIndex.objects.update(area_sqm=1)
        told = changes.since(position)
        assert (told.listings, told.is_own) == ({listing.pk}, True)
        transaction.set_rollback(True)
    told = changes.since(position)
    assert (told.listings, told.is_own) == (set(), False)


def test_an_emptied_table_ends_what_was_told(listing):
    position = changes.position()
    assert changes.since(position).is_complete
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE parks_listingdigest")
    assert not changes.since(position).is_complete
    assert changes.since(changes.position()).is_complete


def test_a_table_made_anew_is_another_database(listing):
    before = changes.identity()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE parks_listingdigest RENAME TO old_rows")
        cursor.execute("CREATE TABLE parks_listingdigest (LIKE old_rows)")
        assert changes.identity() != before
        transaction.set_rollback(True)
    assert changes.identity() == before
