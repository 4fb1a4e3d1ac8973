"""Names of places in any spelling find what lies there and what names the place of today."""

import pytest

from regions.models import RegionAlias
from search.dictionary import DICTIONARY
from search.models import SearchTerm
from search.place_names import PLACE_NAMES
from search.results import Search
from search.suggestions import suggest
from tests.factories import ListingFactory, ParkFactory, RegionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _names(settings, site):
    settings.SEARCH_WORDS_SECONDS = 300
    RegionAlias.objects.create(region=site.region, name="昆仑行委")
    RegionAlias.objects.create(region=site.region, name="Golmud")
    DICTIONARY.reset()
    PLACE_NAMES.reset()
    yield
    DICTIONARY.reset()
    PLACE_NAMES.reset()


@pytest.fixture
def county(site):
    """A county below the site with a warehouse whose words do not say where it is."""
    county = RegionFactory(
        parent=site.region, adcode="632891", name="乐陵土族自治县", short_name="乐陵"
    )
    ListingFactory(region=county, title="临路仓库")
    return county


def titles(site, query):
    return [e.title for group in Search(site, query).groups() for e in group.entries]


def test_former_names_find_the_present_place(site):
    short = site.region.short_name
    ParkFactory(region=site.region, name=f"{short}工业园")
    ListingFactory(region=site.region, title=f"{short}仓库")
    ListingFactory(region=site.region, title="原昆仑行委仓库")
    ListingFactory(region=site.region, title="没有地名的仓库")
    assert titles(site, "昆仑行委") == ["原昆仑行委仓库", f"{short}仓库", f"{short}工业园"]
    assert titles(site, "昆仑行委 工业园") == [f"{short}工业园"]
    assert [s.text for s in suggest(site, "昆仑行委")] == [
        "原昆仑行委仓库", f"{short}工业园", f"{short}仓库",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("乐陵", "乐陵 仓库"),
        ("乐陵县", "乐陵县仓库"),
        ("乐陵土族自治县", "仓库 乐陵土族自治县"),
        ("樂陵縣", "樂陵縣倉庫"),
        ("laoling", "laoling cangku"),
        ("lao ling xian", "laolingxian 仓库"),
        ("leling", "leling 仓库"),
    ],
)
def test_any_spelling_finds_what_lies_there(county, site, typed, also):
    ListingFactory(region=site.region, title="别处的仓库")
    SearchTerm.objects.learn_pending()
    assert titles(site, typed) == ["临路仓库"]
    assert titles(site, also)[:1] == ["临路仓库"]


def test_a_place_that_is_renamed_is_found_by_its_new_name(county, site):
    county.name, county.short_name = "新陵市", "新陵"
    county.save()
    PLACE_NAMES.reset()
    assert titles(site, "xinling") == ["临路仓库"]
    assert titles(site, "laoling") == []


def test_places_of_the_sites_are_read_once_in_a_while(county, settings, django_assert_num_queries):
    far = RegionFactory(parent=None, adcode="990000", name="远省", short_name="远省")
    assert PLACE_NAMES.of([far.short_name]) == {}
    with django_assert_num_queries(0):
        words = PLACE_NAMES.of(["仓库", "laoling", "乐陵", "35", "an", "园"])
    assert {word: name.adcodes for word, name in words.items()} == {
        "laoling": (county.adcode,),
        "乐陵": (county.adcode,),
    }
    settings.SEARCH_WORDS_SECONDS = -1
    with django_assert_num_queries(2):
        PLACE_NAMES.of(["仓库"])
