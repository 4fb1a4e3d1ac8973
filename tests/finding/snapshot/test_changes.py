"""What becomes visible after a look at the database is told at the next, whatever the order."""

import pytest
from django.db import connection, transaction

from finding.snapshot import changes
from parks.models import Listing, ListingIndex, Park
from tests import factories
from tests.loopback import wait_until
from tests.transactions import uncommitted


@pytest.fixture
def listing(transactional_db):
    return factories.ListingFactory(park=factories.ParkFactory(), title="旧")


def look():
    """What is told until now. Whatever writes elsewhere in the cluster, as another worker of this
    suite does, holds the position back: so what it tells again is remembered as seen.
    """
    return changes.since(changes.position())


def since(told):
    return changes.since(told.position, told.seen)


def told_since(before):
    told = since(before)
    return told.listings, told.parks


def test_each_change_of_a_row_or_of_a_parks_window_is_told(listing):
    before = look()
    assert told_since(before) == (set(), set())
    listing.title = "新"
    listing.save()
    assert told_since(before) == ({listing.pk}, set())
    listing.index()  # nothing new
    Park.objects.update(summary="只改文字")
    before = look()
    assert told_since(before) == (set(), set())
    Park.objects.update(status="withdrawn")
    assert told_since(before)[1] == {listing.park_id}
    before = look()
    Listing.objects.all().delete()
    assert told_since(before) == ({listing.pk}, set())


def test_rows_written_as_they_were_are_no_change(listing):
    before = look()
    ListingIndex.objects.write(Listing.objects.all())
    ListingIndex.objects.update(kind=listing.kind)
    assert told_since(before) == (set(), set())


def test_a_change_that_was_open_at_the_look_is_told_when_it_is_committed(listing):
    before = look()
    with uncommitted(lambda: ListingIndex.objects.update(area_sqm=1)):
        first = since(before)
        assert first.listings == set()
        factories.ListingFactory()  # begins later, commits earlier
        second = since(first)
        assert len(second.listings) == 1
    third = since(second)
    assert third.listings == {listing.pk}
    assert since(third).listings == set()


def test_a_change_that_is_rolled_back_leaves_nothing(listing):
    before = look()
    with transaction.atomic():
        ListingIndex.objects.update(area_sqm=1)
        told = since(before)
        assert (told.listings, told.is_own) == ({listing.pk}, True)
        transaction.set_rollback(True)
    told = since(before)
    assert (told.listings, told.is_own) == (set(), False)


def test_an_emptied_table_ends_what_was_told(listing):
    wait_until(lambda: look().is_complete, seconds=300)
    before = look()
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE parks_listingdigest")
    assert not since(before).is_complete
    wait_until(lambda: look().is_complete, seconds=300)


def test_a_table_made_anew_is_another_database(listing):
    before = changes.identity()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE parks_listingdigest RENAME TO old_rows")
        cursor.execute("CREATE TABLE parks_listingdigest (LIKE old_rows)")
        assert changes.identity() != before
        transaction.set_rollback(True)
    assert changes.identity() == before
