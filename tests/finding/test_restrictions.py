"""Parks, industries and words narrow a list and repeat nothing."""

import pytest
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import given
from hypothesis import strategies as st

from finding.listing_query import ListingQuery
from finding.options import PlaceOptions
from tests import factories
from tests.floods import flood


def test_filter_by_parks_and_industries_repeats_nothing(find, site):
    parks = [factories.ParkFactory(region=site.region, slug=slug) for slug in ("a", "b", "c")]
    salt, solar = factories.IndustryFactory(slug="salt"), factories.IndustryFactory(slug="solar")
    for park, industries in zip(parks, ([salt, solar], [salt], []), strict=True):
        listing = factories.ListingFactory(region=site.region, park=park, title=park.slug)
        listing.industries.set(industries)
        listing.index()
    assert find("park=a&park=b&sort=area") == ["a", "b"]
    assert find("industry=salt&industry=solar&sort=area") == ["a", "b", "c"]
    assert find("industry=solar") == ["a", "c"]
    assert find("park=b&industry=salt") == ["b"]


def test_search_looks_at_title_code_place_and_park(find, site):
    park = factories.ParkFactory(region=site.region, name="昆仑园")
    for number, fields in enumerate(
        [{"title": "带行车的厂房"}, {"code": "GEM-F-9"}, {"address": "纬六路"}, {"park": park}]
    ):
        named = {"title": f"第{number}处", "code": f"GEM-F-A{'abcd'[number]}"}
        factories.ListingFactory(region=site.region, **named | fields)
    assert find("q=行车") == ["带行车的厂房"]
    assert find("q=gem-f-9") == ["第1处"]
    assert find("q=ＧＥＭ－Ｆ－９") == ["第1处"]
    assert find("q=纬六") == ["第2处"]
    assert find("q=昆仑园") == ["第3处"]
    assert find("q=昆仑园+第3") == ["第3处"]
    assert find("q=%25") == []
    assert find("q=" + "+".join("第3处处处处")) == ["第3处"]  # the same word is asked once
    assert find("q=第+3+处+昆+仑+园+无") == ["第3处"]  # six words are looked for


@pytest.mark.parametrize(
    ("title", "typed"),
    [
        ("标准厂房（二期）", "标准厂房（二期）"),
        ("标准厂房（二期）", "标准厂房(二期)"),
        ("5000㎡ 库房", "5000㎡"),
        ("①号车间", "①号"),
        ("①号车间", "1号"),
        ("⻋间A—B", "车间A-B"),
        ("厂\u200b房", "厂房"),
        ("厂房", "厂\ufeff房\u202c"),
    ],
)
def test_words_are_found_however_they_are_spelt(find, site, title, typed):
    factories.ListingFactory(region=site.region, title=title)
    factories.ListingFactory(region=site.region, title="别的")
    assert find(urlencode({"q": typed})) == [title]


def test_a_park_is_found_however_its_name_is_spelt(find, site, client):
    park = factories.ParkFactory(region=site.region, name="昆仑园（A区）", slug="kunlun")
    factories.ListingFactory(region=site.region, park=park, title="厂房")
    factories.ListingFactory(region=site.region, title="别的")
    assert find("q=昆仑园(a区)") == ["厂房"]
    (found,) = client.get("/api/v1/listings/?q=昆仑园(a区)").json()["results"]
    assert found["title"] == "厂房"


COPIED = st.text("车⻋龙⾦（）()㎡①Ⅳａ1一—–-─ \u3000\u200b\u202e\u0301é%_\\'", max_size=60)


@pytest.fixture
def listing(site):
    return factories.ListingFactory(region=site.region)


@flood(40)
@given(title=COPIED.filter(str.strip), code=COPIED.map(lambda text: text[:30]))
def test_a_listing_is_found_by_its_own_title_and_code(site, listing, title, code):
    listing.title, listing.code = title, code
    listing.save()
    for typed in (title, code):
        asked = ListingQuery(QueryDict(urlencode({"q": typed})), PlaceOptions(site.region))
        assert asked.form.errors == {}
        assert list(asked.narrow(asked.index_rows()).values_list("pk", flat=True)) == [listing.pk]
