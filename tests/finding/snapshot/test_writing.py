"""The file is written when it is due, holds all rows, and what changed is told for long enough."""

import datetime

import pytest
from django.utils import timezone

from finding.facet_counts import counted_in_sql
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from finding.snapshot import writing
from finding.snapshot.reading import opened
from finding.snapshot.writing import SnapshotWriter, about_of
from parks.models import Listing, ListingIndex, ListingIndexChange
from tests import factories
from tests.finding.conditions import query
from tests.finding.snapshot.test_lists import counts
from tests.world import offer_at_random


@pytest.fixture
def path(tmp_path):
    return tmp_path / "lists" / "snapshot"


def carry_on(path, **options):
    """Whether a file was due."""
    return bool(list(SnapshotWriter(path, look_every=0, **options).carry_on()))


def test_a_written_file_holds_all_rows(site, path):
    offer_at_random(site, 30)
    for _ in writing.write(path, batch=7):
        pass
    asked = ListingQuery(query([("height_min", "9"), ("q", "厂房")]), PlaceOptions(site.region))
    answers = opened(path).asked(asked)
    assert counts(answers.tally) == counts(counted_in_sql(asked))
    assert [file.name for file in path.parent.iterdir()] == ["snapshot"]


def test_rows_that_change_while_they_are_read_are_followed(site, path):
    offer_at_random(site, 20)
    for step, _ in enumerate(writing.write(path, batch=5)):
        if step == 2:
            Listing.objects.earliest("pk").delete()
            Listing.objects.latest("pk").delete()
            factories.ListingFactory(region=site.region)
    asked = ListingQuery(query([]), PlaceOptions(site.region))
    followed = opened(path).followed()
    assert counts(followed.asked(asked).tally) == counts(counted_in_sql(asked))


def test_a_file_is_written_where_there_are_many_rows(site, path):
    factories.ListingFactory.create_batch(2, region=site.region)
    assert not carry_on(path, least_rows=3)
    assert carry_on(path, least_rows=2)
    assert not carry_on(path, least_rows=2)
    ListingIndex.objects.first().delete()
    assert not carry_on(path, least_rows=2)  # too few again
    assert not path.exists()


def test_an_empty_file_can_be_written(db, path):
    for _ in writing.write(path):
        pass
    assert [len(part.block) for part in opened(path).parts] == [0]


def test_a_file_is_written_anew_when_much_has_changed(site, path):
    factories.ListingFactory(region=site.region)
    assert carry_on(path, least_rows=1)
    keys = [*range(writing.MANY_CHANGED)]
    position = about_of(path)["position"]
    change = ListingIndexChange.objects.create(transaction=position, listing_ids=keys)
    assert carry_on(path, least_rows=1)
    change.delete()
    assert not carry_on(path, least_rows=1)


@pytest.mark.parametrize("spoilt", [b"", b"other bytes"])
def test_a_spoilt_file_is_written_anew(site, path, spoilt):
    factories.ListingFactory(region=site.region)
    assert carry_on(path, least_rows=1)
    path.write_bytes(spoilt)
    assert about_of(path) is None
    assert carry_on(path, least_rows=1)
    assert about_of(path)["stamp"]


def test_the_writer_rests_between_two_looks(site, path):
    factories.ListingFactory(region=site.region)
    writer = SnapshotWriter(path, least_rows=1)
    assert list(writer.carry_on())
    path.unlink()
    assert not list(writer.carry_on())


def test_what_changed_long_ago_is_forgotten_and_that_is_told(site, path):
    factories.ListingFactory(region=site.region)
    assert carry_on(path, least_rows=1)
    ListingIndexChange.objects.update(changed_at=timezone.now() - datetime.timedelta(days=4))
    writing.forget()
    (start,) = ListingIndexChange.objects.values_list("is_start", flat=True)
    assert start
    assert opened(path).followed() is None
    assert carry_on(path, least_rows=1)
