"""COPY writes any text as it is, keeps what is fixed, and tells errors as Django does."""

import pytest
from django.db import DataError, connection, transaction
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from core.bulk_upsert import copy_rows, reserve_keys, upsert
from regions.models import Region, RegionAlias
from tests.factories import RegionFactory

TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)


class TestAnyText(TestCase):
    @given(st.lists(st.tuples(TEXT, st.none() | TEXT), min_size=1, max_size=6))
    @example([("\\\\N", "\\\\."), ("a\tb\nc\rd", "\\t"), ("", None)])
    def test_text_comes_back_as_it_went(self, rows):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMPORARY TABLE copied (number int, one text, two text)")
            copy_rows("copied", ["number", "one", "two"], ([n, *row] for n, row in enumerate(rows)))
            cursor.execute("SELECT one, two FROM copied ORDER BY number")
            found = cursor.fetchall()
            cursor.execute("DROP TABLE copied")
        assert found == rows


def test_many_rows_are_streamed(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (number int, is_odd bool)")
        copy_rows("copied", ["number", "is_odd"], ((n, n % 2 == 1) for n in range(1_501)))
        cursor.execute("SELECT count(*), sum(number), count(*) FILTER (WHERE is_odd) FROM copied")
        assert cursor.fetchone() == (1_501, 1_125_750, 750)


def test_row_the_database_refuses_is_an_error_of_django(db):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE copied (number numeric(3, 1))")
    with pytest.raises(DataError), transaction.atomic():
        copy_rows("copied", ["number"], [("100",)])


def test_upsert_inserts_changes_and_keeps_what_is_fixed(db):
    there = RegionFactory(adcode="630000", name="青海省", short_name="青海")
    there.name, there.short_name = "改名省", "改"
    new = RegionFactory.build(adcode="640000", name="宁夏回族自治区", short_name="宁夏")
    [new.pk] = reserve_keys(Region, 1)
    new.path = "640000/"
    upsert(Region, [there, new], key=("id",), fixed=frozenset({"short_name"}))
    rows = Region.objects.order_by("adcode").values_list("adcode", "name", "short_name")
    assert list(rows) == [("630000", "改名省", "青海"), ("640000", "宁夏回族自治区", "宁夏")]
    upsert(Region, [], key=("id",))


def test_reserved_keys_are_given_to_nobody_else(db):
    keys = reserve_keys(RegionAlias, 3)
    alias = RegionAlias.objects.create(region=RegionFactory(), name="冷湖行委")
    assert len({*keys, alias.pk}) == 4
