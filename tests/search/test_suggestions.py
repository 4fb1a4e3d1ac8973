"""Suggestions while typing: a list for htmx, a page for everybody else."""

import pytest

from search.models import MissedQuery
from search.suggestions import suggest
from tests.factories import ListingFactory, ParkFactory

pytestmark = pytest.mark.django_db
URL = "/golmud/search/suggest/"
HX = {"HX-Request": "true"}


def test_suggestions_are_links_with_the_hit_marked(client, site):
    park = ParkFactory(region=site.region, name="盐湖<x7>园区")
    page = client.get(URL, {"q": "盐湖"}, headers=HX).content.decode()
    assert page.startswith('<ul role="list"><li><a href="')
    assert (f'href="/golmud/parks/{park.slug}/"' in page, "<x7>" in page) == (True, False)
    assert ("<mark>盐湖</mark>" in page, "园区" in page) == (True, True)


def test_without_htmx_it_is_a_page_with_the_way_to_the_search(client, site):
    ListingFactory(region=site.region, title="盐湖厂房")
    response = client.get(URL, {"q": "盐湖"})
    page = response.content.decode()
    assert page.count("<h1>“盐湖”：您要找的可能是</h1>") == 1
    assert "/golmud/search/?q=%E7%9B%90%E6%B9%96" in page
    assert '<meta name="robots" content="noindex">' in page
    assert ("HX-Request" in response["Vary"], dict(response.cookies)) == (True, {})


@pytest.mark.parametrize("query", ["", " ", "\0", "。", "没有的"])
def test_nothing_to_suggest_is_an_empty_list(client, site, query):
    ListingFactory(region=site.region, title="盐湖厂房")
    response = client.get(URL, {"q": query}, headers=HX)
    assert (response.status_code, response.content.strip()) == (200, b"")
    assert "没有名称相近的内容" in client.get(URL, {"q": query}).content.decode()
    assert list(MissedQuery.objects.all()) == []


def test_other_countys_things_are_not_suggested(client, site, other_site):
    ListingFactory(region=other_site.region, title="盐湖厂房")
    assert client.get(URL, {"q": "盐湖"}, headers=HX).content.strip() == b""


@pytest.mark.parametrize("rows", [1, 3])
def test_query_count_does_not_grow(client, site, django_assert_max_num_queries, rows):
    ListingFactory.create_batch(rows, region=site.region, title="盐湖厂房")
    with django_assert_max_num_queries(3):  # the site, and at most two of the suggestions
        client.get(URL, {"q": "盐湖"}, headers=HX)


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
