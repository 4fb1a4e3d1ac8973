"""Former names of regions lead to what the place is called today."""

import pytest

from regions.models import RegionAlias
from search.aliases import FORMER_NAMES
from search.dictionary import DICTIONARY
from search.results import Search
from search.suggestions import suggest
from tests.factories import ListingFactory, ParkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _names(settings, site):
    settings.SEARCH_WORDS_SECONDS = 300
    RegionAlias.objects.create(region=site.region, name="昆仑行委")
    RegionAlias.objects.create(region=site.region, name=site.region.short_name)
    DICTIONARY.reset()
    FORMER_NAMES.reset()
    yield
    DICTIONARY.reset()
    FORMER_NAMES.reset()


def titles(site, query):
    return [e.title for group in Search(site, query).groups() for e in group.entries]


def test_former_names_find_the_present_place(site):
    short = site.region.short_name
    ParkFactory(region=site.region, name=f"{short}工业园")
    ListingFactory(region=site.region, title=f"{short}仓库")
    ListingFactory(region=site.region, title="原昆仑行委仓库")
    ListingFactory(region=site.region, title="别处仓库")
    assert titles(site, "昆仑行委") == ["原昆仑行委仓库", f"{short}仓库", f"{short}工业园"]
    assert titles(site, "昆仑行委 工业园") == [f"{short}工业园"]
    assert [s.text for s in suggest(site, "昆仑行委")] == [
        "原昆仑行委仓库", f"{short}工业园", f"{short}仓库",
    ]  # fmt: skip


def test_names_are_read_once_in_a_while(settings, django_assert_num_queries):
    FORMER_NAMES.readings(["盐湖"])
    with django_assert_num_queries(0):
        assert FORMER_NAMES.readings(["盐湖", "格尔木"]) == {}
    settings.SEARCH_WORDS_SECONDS = -1
    with django_assert_num_queries(1):
        assert FORMER_NAMES.readings(["昆仑行委"]) == {"昆仑行委": [(("格尔木",),)]}
