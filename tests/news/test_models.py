import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from news.models import Article, ArticleNeedsAttention, Column, KindTag
from tests import factories

NOON = datetime.datetime(2026, 3, 1, 4, tzinfo=datetime.UTC)


def refused(make):
    """The name of the constraint that refuses the row."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make()
    return caught.value.__cause__.diag.constraint_name


def test_column_slug_is_unique_in_a_site(site, other_site):
    factories.ColumnFactory(site=site, slug="trends")
    factories.ColumnFactory(site=other_site, slug="trends")
    name = refused(lambda: factories.ColumnFactory(site=site, slug="trends"))
    assert name == "news_column_slug_once_a_site"


@pytest.mark.parametrize(
    ("factory", "window", "status"),
    [
        (
            factories.ArticleFactory,
            "news_article_expires_after_publishing",
            "news_article_known_status",
        ),
        (
            factories.SitePageFactory,
            "news_sitepage_expires_after_publishing",
            "news_sitepage_known_status",
        ),
    ],
)
def test_window_and_status_are_guarded(db, factory, window, status):
    an_hour_before = NOON - datetime.timedelta(hours=1)
    assert refused(lambda: factory(publish_at=NOON, expire_at=an_hour_before)) == window
    assert refused(lambda: factory(status="secret")) == status


def test_column_guide_is_one_a_site(site, other_site):
    factories.ColumnFactory(site=site, is_guide=True)
    factories.ColumnFactory(site=other_site, is_guide=True)
    name = refused(lambda: factories.ColumnFactory(site=site, is_guide=True))
    assert name == "news_column_one_guide_a_site"


def test_column_slug_is_not_a_number(site):
    name = refused(lambda: factories.ColumnFactory(site=site, slug="2026"))
    assert name == "news_column_slug_not_a_number"


def test_column_parent_is_of_the_same_site(site, other_site):
    parent = factories.ColumnFactory(site=other_site)
    with pytest.raises(ValidationError, match="上级栏目应属于同一站点"):
        factories.ColumnFactory.build(site=site, parent=parent).full_clean()
    factories.ColumnFactory.build(site=site, parent=factories.ColumnFactory(site=site)).full_clean()


def test_column_hangs_below_no_column_of_its_own_branch(site):
    top = factories.ColumnFactory(site=site)
    middle = factories.ColumnFactory(site=site, parent=top)
    top.parent = middle
    with pytest.raises(ValidationError, match="也不能在它下面"):
        top.full_clean()


def test_columns_have_three_levels(site):
    top, other = factories.ColumnFactory(site=site), factories.ColumnFactory(site=site)
    middle = factories.ColumnFactory(site=site, parent=top)
    factories.ColumnFactory(site=site, parent=middle).full_clean()
    other.full_clean()
    top.parent = other
    with pytest.raises(ValidationError, match="最多 3 级"):
        top.full_clean()


def test_kind_tag_name_is_unique(db):
    KindTag.objects.create(name="会议")
    assert refused(lambda: KindTag.objects.create(name="会议")) == "news_kindtag_name_key"


def test_article_cover_needs_a_description(site):
    name = refused(lambda: factories.ArticleFactory(cover="a.jpg", cover_alt=""))
    assert name == "news_article_cover_has_alt"


def test_article_file_is_imported_once_a_column(site):
    column, provenance = factories.ColumnFactory(site=site), {"sha256": "a" * 64}
    factories.ArticleFactory(column=column, provenance=provenance)
    factories.ArticleFactory(provenance=provenance)
    factories.ArticleFactory(column=column)
    factories.ArticleFactory(column=column)
    name = refused(lambda: factories.ArticleFactory(column=column, provenance=provenance))
    assert name == "news_article_imported_once"


@pytest.mark.parametrize("factory", [factories.ArticleFactory, factories.SitePageFactory])
def test_publishable_window_and_status_are_checked(db, factory):
    label = factory._meta.model._meta.label_lower.replace(".", "_")
    early = timezone.now() - datetime.timedelta(days=9)
    expired = refused(lambda: factory(expire_at=early))
    unknown = refused(lambda: factory(status="public"))
    assert (expired, unknown) == (
        f"{label}_expires_after_publishing",
        f"{label}_known_status",
    )


def test_page_slug_is_unique_in_a_site(site, other_site):
    factories.SitePageFactory(site=site, slug="about")
    factories.SitePageFactory(site=other_site, slug="about")
    name = refused(lambda: factories.SitePageFactory(site=site, slug="about"))
    assert name == "news_sitepage_slug_once_a_site"


@pytest.mark.parametrize(("length", "minutes"), [(0, 1), (400, 1), (401, 2), (4000, 10)])
def test_article_reading_minutes_round_up(length, minutes):
    article = Article(body=f"<p>{'字' * length}</p>")
    assert article.reading_minutes == minutes


@pytest.mark.parametrize(
    ("now", "years"),
    [
        (datetime.datetime(2028, 2, 28, 15, 59, tzinfo=datetime.UTC), 1),
        (datetime.datetime(2028, 2, 29, 16, 0, tzinfo=datetime.UTC), 2),
        (NOON, 0),
    ],
)
def test_article_years_count_by_the_local_calendar(now, years):
    assert Article(publish_at=NOON).years_public(now) == years


def test_articles_naming_two_of_its_parks_come_once(site):
    column = factories.ColumnFactory(site=site)
    parks = [factories.ParkFactory() for _ in range(2)]
    item, other = (factories.ArticleFactory(column=column) for _ in range(2))
    for each in (item, other):
        each.parks.set(parks)
    about = Article.objects.naming_a_park_of(Q(park__in=parks)).order_by("pk")
    assert list(about) == [item, other]


def test_columns_active_are_in_their_order(site):
    second = factories.ColumnFactory(site=site, position=2)
    first = factories.ColumnFactory(site=site, position=1)
    factories.ColumnFactory(site=site, is_active=False)
    assert list(Column.objects.active()) == [first, second]


def test_article_that_needs_attention_is_not_approved(site, superuser):
    item = factories.ArticleFactory(status="draft", is_attention_needed=True)
    with pytest.raises(ArticleNeedsAttention):
        item.approve(superuser)
    item.refresh_from_db()
    assert item.status == "draft"


def test_newest_of_columns_are_put_together(site):
    columns = factories.ColumnFactory.create_batch(3, site=site)
    for days, column in enumerate([columns[0], columns[1], columns[0], columns[2], columns[1]]):
        at = NOON - datetime.timedelta(days=days)
        factories.ArticleFactory(column=column, title=f"{days}", publish_at=at)
    factories.ArticleFactory(column=columns[0], title="草稿", publish_at=NOON, status="draft")
    public, two = (
        Article.objects.published(),
        Column.objects.filter(pk__in=[c.pk for c in columns[:2]]),
    )
    assert [[a.title for a in public.newest_of(two, end)[:end]] for end in (1, 3, 9)] == [
        ["0"],
        ["0", "1", "2"],
        ["0", "1", "2", "4"],
    ]


def test_years_and_kinds_are_those_in_use(site, other_site):
    here, there = (factories.ColumnFactory(site=each) for each in (site, other_site))
    meeting, signing, unused = (
        factories.KindTagFactory(name=name) for name in ("会议", "签约", "考察")
    )
    # New year's eve in UTC is new year's day here.
    eve = datetime.datetime(2024, 12, 31, 17, tzinfo=datetime.UTC)
    factories.ArticleFactory(column=here, publish_at=eve, kind_tag=meeting)
    factories.ArticleFactory(column=here, publish_at=NOON.replace(year=2020), kind_tag=meeting)
    factories.ArticleFactory(column=here, publish_at=NOON.replace(year=2022), status="draft")
    factories.ArticleFactory(column=there, publish_at=NOON.replace(year=2019), kind_tag=signing)
    public = Article.objects.published()
    assert site.columns.all().years_of(public) == [2025, 2020]
    assert list(KindTag.objects.used_in(site.columns.all(), public)) == [meeting]
    empty = Column.objects.filter(pk=factories.ColumnFactory(site=site).pk)
    assert (empty.years_of(public), list(KindTag.objects.used_in(empty, public))) == ([], [])
    assert unused.articles.count() == 0


def test_earliest_of_several_columns_together(site):
    """Walked column by column, and no further than to the end of what is asked for."""
    columns = [factories.ColumnFactory(site=site) for _ in range(2)]
    days = [(columns[0], 4), (columns[1], 3), (columns[0], 1), (columns[1], 2)]
    made = {
        day: factories.ArticleFactory(column=column, publish_at=NOON + datetime.timedelta(days=day))
        for column, day in days
    }
    factories.ArticleFactory(column=columns[0], publish_at=NOON, status="draft")
    earliest = Article.objects.published().earliest_of(site.columns.all(), 3)
    assert list(earliest[:3]) == [made[1], made[2], made[3]]
