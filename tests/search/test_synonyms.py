"""Words that mean the same: the table of the office, and what becomes of them in a query."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from search.models import SynonymGroup
from search.results import Search
from search.synonyms import Synonyms
from search.tsquery import Query
from tests.factories import ParkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def synonyms():
    SynonymGroup.objects.all().delete()
    SynonymGroup.objects.create(words="行车、吊车，Crane, overhead crane")
    SynonymGroup.objects.create(words="经开区、经济技术开发区")
    SynonymGroup.objects.create(words="土地、land", is_active=False)
    return Synonyms(lambda: 300)


def test_every_word_leads_to_the_others(synonyms):
    assert synonyms.of("吊车") == ("行车", "crane", "overhead crane")
    assert synonyms.of("crane") == ("行车", "吊车", "overhead crane")
    assert synonyms.of("土地") == ()


def test_the_end_of_a_name_and_phrases_count(synonyms):
    assert synonyms.named("青溪经开区") == ("青溪经济技术开发区",)
    assert synonyms.spelt_out("overhead crane 厂房") == "行车 厂房"
    assert [word for word, _ in synonyms.held_by("cranes and landing")] == []


def test_synonyms_find_in_both_directions(site, synonyms):
    park = ParkFactory(region=site.region, name="青溪经济技术开发区", summary="带吊车的厂房")
    for text in ("青溪经开区", "行车", "crane"):
        search = Search(site, text)
        search.query = Query.of(text, None, synonyms.named)
        assert [entry.title for group in search.groups() for entry in group.entries] == [park.name]


def test_what_holds_only_some_words_says_which_are_missing(site):
    ParkFactory(region=site.region, name="青溪园", summary="铁路专用线到园区")
    search = Search(site, "铁路 食堂")
    assert search.is_partial
    assert [e.missing for group in search.groups() for e in group.entries] == [["食堂"]]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("吊车", "请写 2 到 20 个不同的词"),
        ("塔吊、吊车", "“吊车”已在另一组里"),
        (f"甲乙、{'长' * 21}", "每个词最多 20 个字"),
    ],
)
def test_a_group_that_helps_nobody_is_refused(synonyms, words, said):
    with pytest.raises(ValidationError, match=said):
        SynonymGroup(words=words).full_clean()


def test_a_group_has_words_once(synonyms):
    with pytest.raises(IntegrityError, match="search_synonymgroup_has_words"):
        SynonymGroup.objects.create(words="")


def test_the_same_words_stand_once(synonyms):
    with pytest.raises(IntegrityError, match="words"):
        SynonymGroup.objects.create(words="经开区、经济技术开发区")
