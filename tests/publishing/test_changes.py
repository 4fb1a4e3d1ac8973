"""Changes add up, whoever commits first, and compacting them changes no number."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from parks.models import Listing, ListingPhoto
from publishing.editions.current import NETWORK, Current
from publishing.models import Change, ChangeTotal
from tests import factories
from tests.transactions import overlapping, uncommitted

SLUGS = ("golmud", "wulan", NETWORK)


def numbers():
    current = Current()
    return [current.edition_of(slug).number for slug in SLUGS]


def rename(row):
    type(row).objects.filter(pk=row.pk).update(title="改过的标题")


def test_compact_changes_no_number(site, other_site):
    factories.ParkFactory(region=site.region)
    factories.PolicyFactory(region=other_site.region)
    before = numbers()
    Change.objects.compact()
    assert (numbers(), Change.objects.count()) == (before, 0)
    factories.ParkFactory(region=site.region)
    assert numbers()[0] > before[0]
    Change.objects.compact()
    places = [site.region.path, other_site.region.path, ""]
    totals = ChangeTotal.objects.filter(path__in=places).values_list("path", flat=True)
    assert set(totals) == set(places)


def test_a_rollback_leaves_nothing(site, other_site):
    column = factories.ColumnFactory(site=site)
    before = numbers()
    with transaction.atomic():
        factories.ArticleFactory(column=column)
        with transaction.atomic():
            factories.ArticleFactory(column=column)
            transaction.set_rollback(True)
        transaction.set_rollback(True)
    assert numbers() == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_first_last", [True, False])
def test_two_transactions_in_either_order_are_told_apart(site, other_site, is_first_last):
    column = factories.ColumnFactory(site=site)
    articles = factories.ArticleFactory.create_batch(2, column=column)
    first, second = articles if is_first_last else reversed(articles)
    told = [numbers()]
    with uncommitted(lambda: rename(first)):
        told.append(numbers())
        rename(second)
        told.append(numbers())
    told.append(numbers())
    assert told[0] == told[1]
    assert len({number for number, *_ in told}) == 3
    assert len({number for _, number, _ in told}) == 1


@pytest.mark.django_db(transaction=True)
def test_what_is_compacted_while_others_write_is_not_lost(site, other_site):
    column = factories.ColumnFactory(site=site)
    article = factories.ArticleFactory(column=column)
    before = numbers()
    with uncommitted(lambda: rename(article)):
        Change.objects.compact()
        assert numbers() == before
    assert numbers()[0] > before[0]
    after = numbers()
    overlapping(Change.objects.compact, Change.objects.compact)
    assert (numbers(), Change.objects.count()) == (after, 0)


@pytest.mark.django_db(transaction=True)
def test_a_photo_that_comes_while_its_draft_is_approved_is_noted(site, other_site):
    """Whether the listing is a draft is for another row to know: its lock says nothing of ours."""
    listing = factories.ListingFactory(region=site.region, status="draft")

    def approve():
        Listing.objects.filter(pk=listing.pk).update(status="approved")

    with uncommitted(lambda: ListingPhoto.objects.create(listing=listing, image="a.png", alt="门")):
        approve()
        shown = numbers()
    assert numbers()[0] > shown[0]


def test_who_writes_does_not_wait_for_another_writer_of_the_site(transactional_db, site):
    column = factories.ColumnFactory(site=site)
    first, second = factories.ArticleFactory.create_batch(2, column=column)
    with uncommitted(lambda: rename(first)):
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '200ms'")
        rename(second)
        with connection.cursor() as cursor:
            cursor.execute("RESET lock_timeout")


def look_again_now():
    Change.objects.filter(look_again_at__isnull=False).update(look_again_at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_what_was_written_while_it_was_moved_is_noted_at_last(site, other_site):
    """The photo's transaction saw its listing in 格尔木, and commits when it lies in 乌兰."""
    listing = factories.ListingFactory(region=site.region)
    Change.objects.compact()
    with uncommitted(lambda: ListingPhoto.objects.create(listing=listing, image="a.png", alt="门")):
        Listing.objects.filter(pk=listing.pk).update(region=other_site.region)
        Change.objects.compact()
        shown = numbers()
    assert numbers()[1] == shown[1]
    assert set(Change.objects.exclude(look_again_at=None).values_list("path", flat=True)) == {
        site.region.path,
        other_site.region.path,
    }
    look_again_now()
    Change.objects.compact()
    assert numbers()[1] > shown[1]
    after = numbers()
    Change.objects.compact()
    assert (numbers(), Change.objects.count()) == (after, 0)


def test_what_stays_where_it_is_is_noted_once(site):
    listing = factories.ListingFactory(region=site.region)
    listing.title = "改过的标题"
    listing.save()
    assert not Change.objects.exclude(look_again_at=None).exists()
