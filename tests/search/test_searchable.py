"""A searchable object keeps its entry in step, in the transaction of each change."""

import pytest
from django.db import transaction

from parks.models import Listing, Park
from search.models import SearchEntry, SearchTerm
from tests import factories
from tests.transactions import overlapping


def entries():
    return list(SearchEntry.objects.order_by("pk").values_list("object_id", "title"))


@pytest.fixture
def listing(site):
    return factories.ListingFactory(region=site.region, title="盐湖厂房")


def test_an_entry_comes_with_the_approval_and_goes_with_it(site):
    park = factories.ParkFactory(region=site.region, name="昆仑开发区", status="draft")
    assert entries() == []
    park.approve(factories.UserFactory())
    assert entries() == [(park.pk, "昆仑开发区")]
    park.withdraw()
    assert entries() == []


def test_an_entry_says_what_was_saved_and_its_words_are_learnt(listing):
    listing.title = "钾肥仓库"
    listing.save()
    assert entries() == [(listing.pk, "钾肥仓库")]
    assert SearchTerm.objects.filter(word="钾肥").exists()


def test_an_entry_goes_with_its_object(listing):
    listing.delete()
    assert entries() == []


def test_a_change_undone_leaves_the_entry_as_it_was(listing):
    with transaction.atomic():
        listing.title = "钾肥仓库"
        listing.save()
        transaction.set_rollback(True)
    assert entries() == [(listing.pk, "盐湖厂房")]


def test_an_entry_is_written_from_the_stored_row(listing):
    """Whoever saves one field of an object read earlier does not bring back the others."""
    Listing.objects.filter(pk=listing.pk).update(title="钾肥仓库")
    listing.save(update_fields=["summary"])
    assert entries() == [(listing.pk, "钾肥仓库")]


def test_a_save_that_waited_for_a_change_copies_what_came_of_it(transactional_db, site):
    park = factories.ParkFactory(region=site.region, name="昆仑开发区")
    listing = factories.ListingFactory(region=site.region, park=park, title="厂房甲")
    in_hand = Listing.objects.select_related("park").get(pk=listing.pk)

    def rename():
        renamed = Park.objects.get(pk=park.pk)
        renamed.name = "盐桥开发区"
        renamed.save()

    overlapping(rename, in_hand.save)
    assert SearchEntry.objects.get(type="listing").body.split()[1] == "盐桥开发区"


def test_many_entries_are_written_and_dropped_at_once(site, listing):
    draft = factories.ListingFactory(region=site.region, title="草稿")
    untouched = factories.ListingFactory(region=site.region, title="没点名")
    Listing.objects.filter(pk=listing.pk).update(title="钾肥仓库")
    Listing.objects.filter(pk=draft.pk).update(status="draft")
    words = Listing.write_entries([listing.pk, draft.pk])
    assert entries() == [(listing.pk, "钾肥仓库"), (untouched.pk, "没点名")]
    assert [{"钾肥", "仓库"} <= each for each in words] == [True]


def test_sparing_leaves_alone_what_says_the_same(site, listing):
    other = factories.ListingFactory(region=site.region, title="待改名")
    keys = dict(SearchEntry.objects.values_list("object_id", "pk"))
    Listing.objects.filter(pk=other.pk).update(title="钾肥仓库")
    both = [listing.pk, other.pk]
    assert len(Listing.write_entries(both, is_sparing=True)) == 1
    assert entries() == [(listing.pk, "盐湖厂房"), (other.pk, "钾肥仓库")]
    assert dict(SearchEntry.objects.values_list("object_id", "pk")) == keys
    assert SearchEntry.objects.matching("钾肥").get().object_id == other.pk
    assert len(Listing.write_entries(both)) == 2
