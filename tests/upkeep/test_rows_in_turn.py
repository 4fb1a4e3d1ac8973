"""Several queries as one list: every slice is that of their rows one after the other."""

import pytest
from django.core.paginator import Paginator

from news.models import Column
from tests import factories
from upkeep.rows_in_turn import RowsInTurn

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(site):
    names = "甲乙丙丁戊"
    for name in names:
        factories.ColumnFactory(site=site, name=name)
    first = Column.objects.filter(name__in="丙丁").order_by("-pk")
    return RowsInTurn(
        first, Column.objects.none(), Column.objects.exclude(pk__in=first).order_by("pk")
    )


def names_of(rows):
    return "".join(row.name for row in rows)


@pytest.mark.parametrize("size", [1, 2, 3, 5, 9])
def test_pages_follow_each_other(rows, size):
    pages = Paginator(rows, size)
    assert pages.count == 5
    assert "".join(names_of(page) for page in pages) == "丁丙甲乙戊" == names_of(rows)


def test_page_asks_only_the_parts_it_shows(rows, django_assert_num_queries):
    pages = Paginator(rows, 2)
    with django_assert_num_queries(2):  # the numbers, and the first part
        assert names_of(pages.page(1)) == "丁丙"
