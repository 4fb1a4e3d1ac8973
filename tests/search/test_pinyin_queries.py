"""Pinyin, initials, suggestions and corrections: what is public, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from opencc import OpenCC

from core.pinyin import spelt
from search.models.vocabulary import cut
from search.results import Search
from search.spelling import corrections
from search.suggestions import suggest
from tests.factories import (
    ListingFactory,
    ParkFactory,
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
