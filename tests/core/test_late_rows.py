"""Rows by key: one query for all of them, and none while nobody looks."""

from core.late_rows import LateRows
from parks.models import Industry
from tests import factories


def late(*names):
    industries = [factories.IndustryFactory(name=name) for name in names]
    return industries, LateRows.of(Industry.objects.all(), [row.pk for row in industries[::-1]])


def test_rows_come_in_the_order_of_their_keys(db, django_assert_num_queries):
    _, rows = late("盐湖化工", "光伏", "锂电")
    with django_assert_num_queries(1):
        assert [row.name for row in rows] == ["锂电", "光伏", "盐湖化工"]


def test_nothing_is_read_for_keys_and_what_a_view_tells(db, django_assert_num_queries):
    industries, rows = late("盐湖化工", "光伏")
    with django_assert_num_queries(0):
        for row in rows:
            row.note = "看过"
        told = [(row.pk, row._meta.model_name) for row in rows]
    assert told == [(row.pk, "industry") for row in industries[::-1]]
    assert len(rows) == 2


def test_a_row_deleted_this_moment_is_none(db):
    industries, rows = late("盐湖化工", "光伏")
    industries[1].delete()
    assert [row.whole() for row in rows] == [None, industries[0]]
