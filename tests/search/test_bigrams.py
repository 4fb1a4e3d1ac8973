"""Any part of a name is found, by its pairs of characters and then by the text itself."""

import pytest
from django.db import connection

from news.models import Article
from search.bigrams import with_part
from tests import factories

pytestmark = pytest.mark.django_db
TITLES = ["格尔木经开区新增标准厂房", "格木尔", "PET 瓶片项目", "100%_达产", "厂"]


@pytest.fixture
def articles(site):
    column = factories.ColumnFactory(site=site)
    for title in TITLES:
        factories.ArticleFactory(column=column, title=title)
    return Article.objects.order_by("pk")


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("格尔", ["格尔木经开区新增标准厂房"]),
        ("尔木经", ["格尔木经开区新增标准厂房"]),
        ("格木", ["格木尔"]),
        ("格尔木尔", []),  # all its pairs stand somewhere, the part nowhere
        ("pet", ["PET 瓶片项目"]),
        ("%_", ["100%_达产"]),
        ("厂", []),
        ("", []),
    ],
)
def test_part_is_found_wherever_it_stands(articles, part, found):
    assert [row.title for row in with_part(articles, "title", part)] == found


@pytest.mark.parametrize(
    "text",
    ["格尔木经开区", "格尔木经开", "PET 瓶片\n100%\\", "Zz", "厂", "", "１2ⅣⅤ〇", "甲\u0301乙𠮷丙"],
)
def test_pairs_are_those_of_neighbours_in_lower_case(text):
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_bigrams(%s), lower(%s)", [text, text])
        pairs, lower = cursor.fetchone()
    assert set(pairs) == {lower[i : i + 2] for i in range(len(lower) - 1)}


def test_index_finds_it(articles):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = with_part(Article.objects.order_by(), "title", "标准厂房").explain()
    assert plan.count("news_article_parts") == 1
