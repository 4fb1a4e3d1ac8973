"""Names from the tables become words, in minutes and without harm."""

import pytest

from search.dictionary import DICTIONARY
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
