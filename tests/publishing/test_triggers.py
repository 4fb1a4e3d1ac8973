"""One row a statement and place, for what may be public and nothing else."""

import pytest
from django.db import connection

from news.models import Article
from parks.models import Listing, ListingPhoto, Utility
from publishing.models import Change
from tests import factories

pytestmark = pytest.mark.django_db


def noted(work):
    """The places at which the work has noted a change, in order."""
    last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    work()
    rows = Change.objects.filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("path", flat=True))


def run(statement, values=()):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def article(site):
    return factories.ArticleFactory(column=factories.ColumnFactory(site=site))


def test_a_statement_on_many_rows_is_noted_once_a_place(site, other_site):
    rows = [
        factories.ListingFactory.build(region=place.region)
        for place in (site, other_site)
        for _ in range(500)
    ]
    both = sorted([site.region.path, other_site.region.path])
    assert sorted(noted(lambda: Listing.objects.bulk_create(rows))) == both
    assert sorted(noted(lambda: Listing.objects.update(title="改过"))) == both
    assert sorted(noted(lambda: run("DELETE FROM parks_listing"))) == both


def test_what_nobody_sees_is_not_noted(article, superuser):
    drafts = Article.objects.filter(status="draft")
    factories.ArticleFactory(column=article.column, status="draft")
    public = Article.objects.filter(pk=article.pk)
    assert noted(lambda: drafts.update(title="草稿")) == []
    assert noted(lambda: public.update(created_by=superuser, provenance={"sha256": "0"})) == []
    assert noted(lambda: public.update(title=article.title)) == []
    assert noted(drafts.delete) == []


def test_what_becomes_public_or_ceases_to_be_is_noted(site, article):
    public, here = Article.objects.filter(pk=article.pk), [site.region.path]
    assert noted(lambda: public.update(status="withdrawn")) == here
    assert noted(lambda: public.update(status="draft")) == []
    assert noted(lambda: public.update(status="approved")) == here


def test_what_moves_is_noted_at_both_places(site, other_site):
    listing = factories.ListingFactory(region=site.region)
    moved = Listing.objects.filter(pk=listing.pk)
    places = noted(lambda: moved.update(region=other_site.region))
    assert sorted(places) == sorted([site.region.path, other_site.region.path])


def test_a_column_that_is_added_later_counts(site, article):
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE news_article ADD COLUMN weather text NOT NULL DEFAULT ''")
    change = "UPDATE news_article SET weather = 'sunny' WHERE id = %s"
    assert noted(lambda: run(change, [article.pk])) == [site.region.path]
    assert noted(lambda: run(change, [article.pk])) == []


def test_what_finds_no_place_concerns_everybody(site):
    run("SET CONSTRAINTS ALL DEFERRED")
    photo = (
        "INSERT INTO parks_listingphoto (listing_id, image, alt, credit, is_illustration, position)"
    )
    places = noted(lambda: run(f"{photo} VALUES (-1, 'a.png', '门', '', false, 0)"))
    assert places == [""]
    run("DELETE FROM parks_listingphoto")


def test_a_row_under_another_number_and_an_emptied_table_are_noted(site):
    listing = factories.ListingFactory(region=site.region)
    photo = ListingPhoto.objects.create(listing=listing, image="a.png", alt="门")
    change = "UPDATE parks_listingphoto SET id = id + 1000 WHERE id = %s"
    assert noted(lambda: run(change, [photo.pk])) != []
    run("SET CONSTRAINTS ALL IMMEDIATE")
    assert noted(lambda: run("TRUNCATE parks_listingphoto")) == [""]


def test_a_park_is_noted_where_its_listings_and_articles_show_it(site, other_site, article):
    park = factories.ParkFactory(region=other_site.region)
    assert noted(lambda: Utility.objects.create(park=park, kind="gas")) == [other_site.region.path]
    article.parks.add(park)
    both = sorted([site.region.path, other_site.region.path])
    renamed = type(park).objects.filter(pk=park.pk)
    assert sorted(noted(lambda: renamed.update(name="飞地园区"))) == both
    factories.ListingFactory(region=site.region, park=park)
    assert sorted(noted(lambda: Utility.objects.update(is_supplied=True))) == both


def test_what_every_site_shows_is_noted_once(site):
    assert noted(factories.IndustryFactory) == [""]
    assert noted(factories.KindTagFactory) == [""]
    assert noted(lambda: type(site).objects.update(hotline="400-116-9097")) == [""]


def test_many_rows_are_compared_with_themselves_alone(site):
    """Not each with all others: 3,000 rows would then take seconds."""
    rows = [factories.ListingFactory.build(region=site.region) for _ in range(3000)]
    Listing.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, FORMAT JSON) UPDATE parks_listing SET summary = 'x'")
        triggers = cursor.fetchone()[0][0]["Triggers"]
    assert sum(trigger["Time"] for trigger in triggers) < 1500  # ms
