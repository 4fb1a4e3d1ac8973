"""How well the names of an entry answer a query: itself, all words, some of them, their sound."""

import pytest
from django.db import connection

from search.rank import closeness_of
from search.tsquery import Query

pytestmark = pytest.mark.django_db


def closeness(head, text, readings=None):
    sql, values = closeness_of(Query.of(text, readings))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql} FROM (SELECT %s AS head) AS hit", [*values, head])  # noqa: S608
        return round(cursor.fetchone()[0], 2)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("\n盐湖 厂房\n", 2),
        ("\n盐湖标准厂房\n", 1),
        ("\n盐湖地块\ngem-1\n", 0.5),
        ("\n仓库\n", 0),
    ],
)
def test_title_is_the_query_or_holds_its_words(head, expected):
    assert closeness(head, "盐湖 厂房") == expected


def test_what_only_sounds_like_it_comes_later():
    readings = {"gem": [(("格尔木",),)]}
    assert closeness("\ngem\n", "gem", readings) == 2
    assert closeness("\n格尔木\n", "gem", readings) == 0.9
    assert closeness("\n格尔木园区\n", "gem", readings) == 0.5
    assert closeness("\n园区\n", "gem", readings) == 0
