"""What a process knows: the file of its machine as of now, or nothing and the database answers."""

import pytest
from django.db import transaction

from core.outages import noticing_stand_ins
from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from finding.result_page import ResultPage
from finding.snapshot import files, lists, writing
from finding.snapshot.latest import CurrentSnapshot
from parks.models import Listing, ListingIndex, ListingIndexChange
from tests import factories
from tests.finding.conditions import query


@pytest.fixture
def region(transactional_db):
    region = factories.RegionFactory()
    for number in range(25):
        factories.ListingFactory(region=region, title=f"{number} 号厂房", area_sqm=100 + number)
    return region


@pytest.fixture
def path(tmp_path, region):
    write(tmp_path / "snapshot")
    return tmp_path / "snapshot"


def write(path):
    for _ in writing.write(path):
        pass


def total(current, region):
    return current.answers(ListingQuery(query([]), PlaceOptions(region))).tally.total


@pytest.mark.parametrize(
    "asked",
    [
        [],
        [("area_min", "110"), ("sort", "area")],
        [("area_min", "999"), ("height_min", "9")],
        [("area_min", "999"), ("price_max", "0.01"), ("kind", "factory")],
        [("q", "7 厂房")],
        [("page", "2")],
    ],
)
def test_a_page_says_the_same_with_and_without_a_file(path, region, asked):
    ours, theirs = (
        ResultPage(query(asked), region=region, current=CurrentSnapshot(each))
        for each in (path, path.with_name("none"))
    )
    assert (ours.answers is None, theirs.answers is None) == (False, True)
    assert [card.pk for card in ours.cards] == [card.pk for card in theirs.cards]
    assert [card.pk for card in ours.near] == [card.pk for card in theirs.near]
    told, told_without = (
        (page.total, page.tally.known, page.obstacles, page.impasse) for page in (ours, theirs)
    )
    assert told == told_without
    assert [o.count for o in ours.facets.options()] == [o.count for o in theirs.facets.options()]


def test_a_change_is_followed_at_once_or_after_the_pause(path, region):
    current, rested = (CurrentSnapshot(path, follow_every=pause) for pause in (0, 600))
    assert total(current, region) == total(rested, region) == 25
    Listing.objects.first().withdraw()
    assert (total(current, region), total(rested, region)) == (24, 25)


def test_a_row_that_has_gone_meanwhile_is_not_shown(path, region):
    rested = CurrentSnapshot(path, follow_every=600)
    assert total(rested, region) == 25
    Listing.objects.filter(pk__in=Listing.objects.order_by("-verified_at", "-pk")[:1]).delete()
    page = ResultPage(query([]), region=region, current=rested)
    keys = [card.pk for card in page.cards]
    assert keys == list(
        ListingIndex.objects.order_by("-verified_at", "-pk").values_list("pk", flat=True)[:20]
    )


def test_what_an_open_transaction_changed_is_not_kept_for_others(path, region):
    current = CurrentSnapshot(path, follow_every=0)
    with transaction.atomic():
        ListingIndex.objects.first().delete()
        assert total(current, region) == 24
        transaction.set_rollback(True)
    assert total(current, region) == 25


def test_without_a_file_the_database_answers(path, django_assert_num_queries):
    current = CurrentSnapshot(path.with_name("none"), follow_every=0)
    with django_assert_num_queries(0):
        assert current.latest() is None


def test_a_spoilt_file_is_not_used_until_it_is_written_anew(path, region, caplog):
    current = CurrentSnapshot(path, follow_every=0)
    path.write_bytes(path.read_bytes()[:-1])
    assert (current.latest(), current.latest()) == (None, None)
    assert [r.getMessage() for r in caplog.records] == [
        "list snapshot is not used: no list snapshot"
    ]
    write(path)
    assert total(current, region) == 25


def test_a_file_of_another_database_is_not_used(path, region):
    current = CurrentSnapshot(path, follow_every=0)
    ours = files.about_of(path)["identity"].encode()
    path.write_bytes(path.read_bytes().replace(ours, ours[::-1]))
    assert current.latest() is None


def test_too_much_that_changed_is_left_to_the_database_until_the_file_is_new(path, region):
    current = CurrentSnapshot(path, follow_every=0)
    assert total(current, region) == 25
    many = [*range(10**6, 10**6 + lists.MOST_CHANGED + 1)]
    position = current.latest().position
    ListingIndexChange.objects.create(transaction=position, listing_ids=many)
    assert (current.latest(), current.latest()) == (None, None)
    ListingIndexChange.objects.all().delete()
    write(path)
    assert total(current, region) == 25


def test_a_page_that_may_be_kept_is_answered_as_of_now(path, region):
    current = CurrentSnapshot(path, follow_every=3600)
    assert total(current, region) == 25
    Listing.objects.first().withdraw()
    assert total(current, region) == 25
    with noticing_stand_ins():
        assert total(current, region) == 24
