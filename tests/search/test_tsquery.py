"""What readers type and what it must find."""

import datetime

import pytest
from django.contrib.contenttypes.models import ContentType
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from search.documents import SearchDocument
from search.models import SearchEntry
from search.results import Search
from search.vectors import vector_expression
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    ListingFactory,
    PolicyFactory,
    SiteFactory,
)
from tests.floods import flood

TABLE = [
    # query, titles found
    ("标准厂房", ["标准厂房租金补贴实施细则"]),
    ("标准厂房租金补贴实施细则", ["标准厂房租金补贴实施细则"]),
    ("厂房 补贴", ["标准厂房租金补贴实施细则"]),
    ("補貼", ["标准厂房租金补贴实施细则"]),
    ("廠房租金", ["标准厂房租金补贴实施细则"]),
    ("格政办〔2025〕2号", ["标准厂房租金补贴实施细则"]),
    ("格政办[2025]2号", ["标准厂房租金补贴实施细则"]),
    ("格政办（2025）2号", ["标准厂房租金补贴实施细则"]),
    ("格政办【2025】 2 号", ["标准厂房租金补贴实施细则"]),
    ("格政办20252号", ["标准厂房租金补贴实施细则"]),
    ("格政办 2025", ["标准厂房租金补贴实施细则"]),
    ("GEM-T-2026-018", ["A-12 净地"]),
    ("gem-t-2026-018", ["A-12 净地"]),
    ("ＧＥＭ－Ｔ－２０２６－０１８", ["A-12 净地"]),
    ("GEM–T–2026–018", ["A-12 净地"]),
    ("GEMT2026018", ["A-12 净地"]),
    ("GEM T 2026 018", ["A-12 净地"]),
    ("2026-018", ["A-12 净地"]),
    ("GEM-T", ["A-12 净地"]),
    ("GEM-T-2026-01", []),
    ("A-12", ["A-12 净地"]),
    ("净地", ["A-12 净地"]),
    ("净", ["A-12 净地"]),
    ("400-116-9096", ["园区供水二期通水"]),
    ("4001169096", ["园区供水二期通水"]),
    ("400 116 9096", ["园区供水二期通水"]),
    ("400—116—9096", ["园区供水二期通水"]),
    ("供水", ["园区供水二期通水"]),
    ("通水", ["园区供水二期通水"]),
    ("大柴旦", ["园区供水二期通水"]),
    ("大柴旦的供水", ["园区供水二期通水"]),
    ("日产", ["园区供水二期通水"]),
    ("水", ["园区供水二期通水"]),
    ("厂房 供水", ["标准厂房租金补贴实施细则", "园区供水二期通水", "A-12 净地"]),
    ("石油", []),
    ("不存在的词", []),
    ("的", []),
    ("' OR 1=1 --", []),
    ("格尔木 & | ! ( ) : * < \\ '", ["园区供水二期通水"]),
]  # fmt: skip


@pytest.fixture
def filled(site):
    PolicyFactory(
        region=site.region, title="标准厂房租金补贴实施细则", document_number="格政办[2025]2号",
        gist="按实缴租金补助。", body="<p>第一条</p>", issuer="示例市政府",
    )  # fmt: skip
    ListingFactory(region=site.region, title="A-12 净地", code="GEM-T-2026-018")
    ArticleFactory(
        column=ColumnFactory(site=site), title="园区供水二期通水",
        body="<p>大柴旦与格尔木两处水厂日产 5 万吨。咨询 400-116-9096。</p>",
    )  # fmt: skip
    return site


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "titles"), TABLE)
def test_query_finds(filled, query, titles):
    groups = Search(filled, query).groups()
    assert [entry.title for group in groups for entry in group.entries] == titles


def entry_for(site, title, body="", codes=()):
    document = SearchDocument(
        type="article", region_id=site.region_id, title=title, path="x/", body=body, codes=codes,
        dated_on=datetime.date(2026, 1, 1),
    )  # fmt: skip
    return SearchEntry.objects.create(
        region_id=site.region_id, type="article", object_id=1, title=title[:200], body=body,
        path="x/", dated_on=document.dated_on, status="approved", head=document.head(),
        content_type=ContentType.objects.get_for_model(SearchEntry),
        vector=vector_expression(document, site.region.lineage()),
    )  # fmt: skip


ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=120)
NASTY = st.text(alphabet="'\\:*&|!()<>-. a1厂房，\n", max_size=120)


class TestAnyText(TestCase):
    @flood(120)
    @given(title=ANY | NASTY, body=ANY | NASTY)
    def test_saving_and_searching_never_fail_and_a_title_finds_itself(self, title, body):
        site = SiteFactory(slug="any-text")
        entry = entry_for(site, title, body, codes=(body[:40],))
        search = Search(site, title)
        found = [hit.pk for group in search.groups() for hit in group.entries]
        assert found == ([entry.pk] if search.words else [])

    @flood(80)
    @given(query=st.text() | NASTY)
    def test_searching_any_text_answers(self, query):
        site = SiteFactory(slug="any-text")
        assert Search(site, query).groups() == []


@pytest.mark.django_db
def test_long_tokens_and_long_bodies_are_stored(site):
    entry_for(site, "a" * 200, body="b" * 100_000 + " 终点 " + "盐湖" * 50_000, codes=("c" * 5000,))
    assert Search(site, "a" * 200).total.number == 1
    assert Search(site, "终点").total.number == 1
