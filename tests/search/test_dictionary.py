"""Names from the tables become words, in minutes and without harm."""

import pytest
import rjieba

from search.dictionary import DICTIONARY, Cutter
from search.results import Search
from tests.factories import ArticleFactory, ColumnFactory, IndustryFactory, ParkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reading(settings):
    """A process that reads the tables; the next test begins without its words."""
    settings.SEARCH_WORDS_SECONDS = 300
    DICTIONARY.reset()
    yield settings
    DICTIONARY.reset()


def test_names_of_all_apps_are_words(reading, site):
    ParkFactory(region=site.region, name="鲲鹏锦绣园", also_known_as="锦绣港、东片")
    ColumnFactory(site=site, name="营商观察哨")
    IndustryFactory(name="深蓝算力")
    DICTIONARY.reset()
    cut = DICTIONARY.cutter().cut
    assert cut("鲲鹏锦绣园锦绣港营商观察哨深蓝算力格尔木市") == [
        "鲲鹏锦绣园", "锦绣港", "营商观察哨", "深蓝算力", "格尔木市",
    ]  # fmt: skip
    assert "东片" not in DICTIONARY.names


def test_headings_are_cut_alike_whatever_names_a_process_has_met(reading, site):
    heading = "鲲鹏锦绣园今日开园"
    as_before = rjieba.cut(heading)
    ParkFactory(region=site.region, name="鲲鹏锦绣园")
    assert DICTIONARY.cutter().cut(heading)[0] == "鲲鹏锦绣园"
    assert rjieba.cut(heading) == as_before != DICTIONARY.cutter().cut(heading)


@pytest.mark.parametrize(
    ("run", "words", "parts"),
    [
        ("到格尔木机场", ["到", "格尔木机场"], ["木机", "机场", "格尔木"]),
        ("在昆都仑区开工", ["在", "昆都仑区", "开工"], ["昆都仑"]),
        ("盐湖西新区开工", ["盐湖西新区", "开工"], ["盐湖", "湖西", "新区", "盐湖西"]),
        ("开工", ["开工"], []),
    ],
)
def test_names_are_words_unless_the_dictionary_has_a_longer_one(run, words, parts):
    cutter = Cutter()
    for name in ("格尔木", "昆都仑", "昆都仑区", "盐湖西新区", "盐湖西"):
        cutter.add_word(name)
    assert cutter.cut(run) == words
    assert [word for word in cutter.cut_for_search(run) if word not in words] == parts


def test_tables_are_read_once_in_a_while(reading, site, django_assert_num_queries):
    DICTIONARY.cutter()
    with django_assert_num_queries(0):
        DICTIONARY.cutter()
    reading.SEARCH_WORDS_SECONDS = -1
    with django_assert_num_queries(6):
        DICTIONARY.cutter()


def test_texts_from_before_a_name_are_found_by_it(reading, site):
    reading.SEARCH_WORDS_SECONDS = 0
    ArticleFactory(column=ColumnFactory(site=site), title="动态", body="<p>盐湖产业新区开工</p>")
    reading.SEARCH_WORDS_SECONDS = 300
    ParkFactory(region=site.region, name="盐湖产业新区")
    assert Search(site, "盐湖产业新区").counts.keys() == {"park", "article"}
