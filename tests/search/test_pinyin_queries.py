"""Pinyin, initials, suggestions and corrections: what is public, and nothing else."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from opencc import OpenCC

from search.models import ReindexProgress, SearchTerm
from search.models.vocabulary import cut
from search.pinyin import spelt
from search.results import Search
from search.spelling import corrections, one_slip_apart
from search.suggestions import suggest
from tests.factories import (
    ArticleFactory,
    ColumnFactory,
    ListingFactory,
    ParkFactory,
    PolicyFactory,
    SiteFactory,
)
from tests.floods import flood

PINYIN = [
    ("geermu", ["格尔木盐湖园区"]),
    ("gem", ["格尔木盐湖园区"]),
    ("Ge Er Mu", ["格尔木盐湖园区"]),
    ("geermu yanhu", ["格尔木盐湖园区"]),
    ("geermuyanhu", ["格尔木盐湖园区"]),
    ("zqgyy", ["藏青工业园"]),
    ("zangqing", ["藏青工业园"]),
    ("cangqing", []),
    ("kunlun", ["昆仑片区"]),
    ("mangya", ["茫崖市石棉矿"]),
    ("chaerhan", ["察尔汗钾肥"]),
    ("shanxian", ["单县羊汤"]),
    ("ldzg", ["绿电直供"]),
    ("lvdian", ["绿电直供"]),
    ("ludian", ["绿电直供"]),
    ("xxxxxx", []),
]
TITLES = [
    "格尔木盐湖园区",
    "藏青工业园",
    "昆仑片区",
    "茫崖市石棉矿",
    "察尔汗钾肥",
    "单县羊汤",
    "绿电直供",
]


@pytest.fixture
def named(site):
    for number, title in enumerate(TITLES):
        ParkFactory(region=site.region, name=title, slug=f"p{number}")
    return site


@pytest.mark.django_db
@pytest.mark.parametrize(("query", "titles"), PINYIN)
def test_pinyin_finds_names(named, query, titles):
    groups = Search(named, query).groups()
    assert [entry.title for group in groups for entry in group.entries] == titles


@pytest.mark.django_db
def test_words_come_before_what_sounds_like_them(site):
    ListingFactory(region=site.region, title="格尔木厂房", code="TST-1")
    ListingFactory(region=site.region, title="GEM 厂房", code="TST-2")
    assert [e.title for e in Search(site, "gem").page("listing", 1)] == ["GEM 厂房", "格尔木厂房"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("格", ["格尔木盐湖园区"]),
        ("格尔", ["格尔木盐湖园区"]),
        ("尔木盐", ["格尔木盐湖园区"]),
        ("gee", ["格尔木盐湖园区"]),
        ("GEERMU", ["格尔木盐湖园区"]),
        ("zqg", ["藏青工业园"]),
        ("園區", ["格尔木盐湖园区"]),
        ("盐湖 园", ["格尔木盐湖园区"]),
        ("，", []),
        ("", []),
        ("\0", []),
    ],
)
def test_suggestions(named, typed, titles):
    assert [suggestion.text for suggestion in suggest(named, typed)] == titles


@pytest.mark.django_db
def test_suggestion_says_what_it_is_and_where(named):
    (found,) = suggest(named, "昆仑")
    assert (found.type.value, found.url) == ("park", "/golmud/parks/p2/")
    assert [part.text for part in found.parts if part.is_hit] == ["昆仑"]


@pytest.mark.django_db
def test_what_is_not_public_is_neither_suggested_nor_offered(site, other_site):
    column = ColumnFactory(site=site)
    ArticleFactory(column=column, title="机密收储方案", status="draft")
    ArticleFactory(column=ColumnFactory(site=other_site), title="机密收储方案")
    thing = ArticleFactory(column=column, title="机密收储方案")
    asked = ["机密", "jimi", "jmsc", "机蜜收储", "机密收除方案"]
    assert [bool(suggest(site, t) or corrections(site, t)) for t in asked] == [True] * 5
    thing.withdraw()
    assert SearchTerm.objects.filter(word="机密").exists()
    assert [suggest(site, t) + corrections(site, t) for t in asked] == [[]] * 5


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("革尔木", ["格尔木"]),
        ("查尔汗", ["察尔汗"]),
        ("察尔汉", ["察尔汗"]),
        ("格木", ["格尔木"]),
        ("格尔尔木", ["格尔木"]),
        ("革尔木 盐湖", ["格尔木 盐湖"]),
        ("geermo", ["格尔木"]),
        ("格尔木", []),
        ("完全没有", []),
        ("", []),
        ("\0", []),
        ("的" * 500, []),
    ],
)
def test_corrections(named, typed, first):
    assert corrections(named, typed)[:1] == first


@pytest.mark.django_db
def test_codes_are_corrected(site):
    ListingFactory(region=site.region, title="净地", code="GEM-T-2026-018")
    PolicyFactory(region=site.region, title="办法", document_number="格政办[2025]2号")
    assert corrections(site, "GEM-T-2026-081") == ["gem-t-2026-018"]


@pytest.mark.django_db
def test_queries_are_few(named, django_assert_num_queries):
    suggest(named, "格尔"), corrections(named, "革尔木"), Search(named, "gem").groups()
    with django_assert_num_queries(2):
        suggest(named, "格尔")
    with django_assert_num_queries(3):
        suggest(named, "gee")
    with django_assert_num_queries(2):
        corrections(named, "革尔木")
    with django_assert_num_queries(3):
        Search(named, "gem").groups()


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ab", "ab", False), ("ab", "ac", True), ("ab", "abc", True), ("ab", "b", True),
        ("ab", "ba", True), ("abc", "acb", True), ("abc", "cba", False), ("a", "abc", False),
        ("", "a", True), ("abcd", "badc", False),
    ],
)  # fmt: skip
def test_one_slip_apart(one, other, expected):
    assert one_slip_apart(one, other) is expected


@pytest.mark.django_db
def test_word_has_each_reading_once():
    SearchTerm.objects.learn(["重庆"])
    SearchTerm.objects.learn(["重庆"])
    assert list(SearchTerm.objects.values_list("pinyin", flat=True)) == ["chongqing"]
    term = SearchTerm.objects.get()
    term.pk = None
    with (
        pytest.raises(IntegrityError, match="search_searchterm_reading_once"),
        transaction.atomic(),
    ):
        term.save(force_insert=True)
    assert str(ReindexProgress(label="x", last_pk=3)) == "x 3"


HAN_TITLES = st.text(alphabet="格尔木盐湖标准地厂房补贴产业园区政策", min_size=2, max_size=14)
TO_TRADITIONAL = OpenCC("s2t")
ANYTHING = st.text() | st.text(alphabet="'\\:*&|!()<>-. a1厂房gem，\n\0", max_size=60)


class TestAnyTitle(TestCase):
    @flood(60)
    @given(title=HAN_TITLES)
    def test_is_found_by_itself_in_traditional_and_by_its_sound(self, title):
        site = SiteFactory(slug="any-title")
        park = ParkFactory(region=site.region, name=title)
        sound = "".join(spelt(word)[0][0] for word in cut(title))
        for query in (
            title,
            TO_TRADITIONAL.convert(title),
            sound[:30] if len(sound) < 30 else title,
        ):
            assert [e.object_id for e in Search(site, query).page("park", 1)] == [park.pk], query

    @flood(60)
    @given(text=ANYTHING)
    def test_suggesting_and_correcting_any_text_answers(self, text):
        site = SiteFactory(slug="any-title")
        assert (suggest(site, text), corrections(site, text)) == ([], [])
