"""Numbered pages reach the newest articles, and no further than is said."""

import datetime

from django.utils import timezone

from core.kept_parts import NOTHING_KEPT
from news.article_pages import ArticlePages
from news.models import Article, Column
from tests import factories


def titles(pages, number, name=""):
    return [article.title for article in pages.rows(NOTHING_KEPT, pages.get_page(number), name)]


def test_pages_go_from_the_newest_to_the_last_that_is_reached(site):
    columns = factories.ColumnFactory.create_batch(2, site=site)
    now = timezone.now()
    for days in range(7):
        at = now - datetime.timedelta(days=days)
        factories.ArticleFactory(column=columns[days % 2], title=f"{days}", publish_at=at)
    pages = ArticlePages(
        Article.objects.published(), Column.objects.filter(site=site), per_page=2, most=5
    )
    assert (pages.count, pages.num_pages) == (5, 3)
    shown = [["0", "1"], ["2", "3"], ["4"], ["4"]]
    for name in ("", "golmud/"):
        assert [titles(pages, number, name) for number in (1, 2, 3, 4)] == shown


def test_no_article_is_one_empty_page(site):
    pages = ArticlePages(Article.objects.published(), site.columns.all())
    assert (pages.num_pages, titles(pages, 1)) == (1, [])


def test_pages_behind_the_first_hundred_share_keys_and_show_the_same(site):
    now = timezone.now()
    column = factories.ColumnFactory(site=site)
    Article.objects.bulk_create(
        factories.ArticleFactory.build(
            column=column, title=f"{number}", publish_at=now - datetime.timedelta(minutes=number)
        )
        for number in range(1, 131)
    )
    for per_page in (20, 30):
        pages = ArticlePages(Article.objects.published(), site.columns.all(), per_page=per_page)
        shown = [titles(pages, number, "golmud/") for number in range(1, pages.num_pages + 1)]
        assert shown == [titles(pages, number) for number in range(1, pages.num_pages + 1)]
        assert [title for page in shown for title in page] == [f"{n}" for n in range(1, 131)]
