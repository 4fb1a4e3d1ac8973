"""Words of the desk, found along an index: the same rows as icontains gives."""

import pytest
from django.db import connection
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from news.models import Article
from search.bigrams import holding
from tests import factories

pytestmark = pytest.mark.django_db

COLUMNS = ("title", "summary", "source")
LETTERS = st.text(alphabet="标准厂房aAbB1'\\ &|:*%_（é", max_size=6)


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


def titles(condition):
    return sorted(Article.objects.filter(condition).values_list("title", flat=True))


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("准厂", ["标准厂房 F-1"]),
        ("f-1", ["标准厂房 F-1"]),
        ("房", ["标准厂房 F-1"]),
        ("标准房", []),
        ("盐湖", ["公告"]),
        ("100%_'\\", ["100%_'\\"]),
        ("房盐", []),
    ],
)
def test_part_is_found_in_one_of_the_columns(column, part, found):
    factories.ArticleFactory(column=column, title="标准厂房 F-1", summary="", source="本站")
    factories.ArticleFactory(column=column, title="公告", summary="察尔汗盐湖", source="本站")
    factories.ArticleFactory(column=column, title="100%_'\\", summary="", source="本站")
    assert titles(holding(part, *COLUMNS)) == found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.tuples(LETTERS, LETTERS), min_size=1, max_size=3), part=LETTERS)
def test_rows_are_those_of_icontains(column, texts, part):
    Article.objects.all().delete()
    for number, (title, summary) in enumerate(texts):
        factories.ArticleFactory(column=column, title=f"{title}{number}", summary=summary)
    expected = Q()
    for name in COLUMNS:
        expected |= Q(**{f"{name}__icontains": part})
    assert titles(holding(part, *COLUMNS)) == titles(expected)


def test_index_answers(column):
    factories.ArticleFactory.create_batch(3, column=column)
    rows = Article.objects.filter(holding("无此词", *COLUMNS)).order_by()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        assert "news_article_lines_parts" in rows.explain()
