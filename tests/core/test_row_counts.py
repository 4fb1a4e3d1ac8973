"""Many counts, one query."""

import pytest

from core.row_counts import MOST, Counted, count_each, count_up_to, in_figures
from news.models import Article, Column
from regions.models import Membership
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_is_counted_in_one_query(site, other_site, staff, django_assert_num_queries):
    column = factories.ColumnFactory(site=site)
    for status in ("draft", "draft", "approved"):
        factories.ArticleFactory(column=column, status=status)
    user = staff("editor", site.region)
    factories.MembershipFactory(user=user, region=other_site.region, role="editor")
    counted = {
        "drafts": Counted(Article.objects.filter(status="draft").order_by("title")),
        "withdrawn": Counted(Article.objects.filter(status="withdrawn")),
        "columns": Counted(Column.objects.active()),
        "nobody's": Counted(Column.objects.none()),
        "accounts": Counted(Membership.objects.all(), of="user"),
        "grants": Counted(Membership.objects.all()),
    }
    with django_assert_num_queries(1):
        found = count_each(counted)
    assert found == {
        "drafts": 2,
        "withdrawn": 0,
        "columns": 1,
        "nobody's": 0,
        "accounts": 1,
        "grants": 2,
    }


def test_one_alone_and_nothing_at_all(site, django_assert_num_queries):
    factories.ColumnFactory(site=site)
    assert count_each({"columns": Counted(Column.objects.all())}) == {"columns": 1}
    assert count_each({"none": Counted(Column.objects.none())}) == {"none": 0}
    with django_assert_num_queries(0):
        assert count_each({}) == {}


def test_each_is_counted_to_a_limit(site, django_assert_num_queries):
    column = factories.ColumnFactory(site=site)
    for status in ("draft", "draft", "draft", "approved"):
        factories.ArticleFactory(column=column, status=status)
    articles = Article.objects.order_by("title")
    with django_assert_num_queries(1):
        found = count_up_to(
            2, [articles, articles.filter(status="approved"), articles.none(), articles.distinct()]
        )
    assert found == [2, 1, 0, 2]


def test_nothing_is_counted_of_an_empty_table_and_of_no_queries(db):
    assert count_up_to(2, [Article.objects.all(), Article.objects.filter(title="x")]) == [0, 0]
    assert count_up_to(2, []) == []


def test_counting_stops_where_nobody_reads_on(site):
    factories.ColumnFactory.create_batch(4, site=site)
    assert count_each({"columns": Counted(Column.objects.all(), most=2)}) == {"columns": 3}
    assert [in_figures(number) for number in (0, MOST, MOST + 1)] == ["0", "999", "999+"]
