"""A list has one address for what it asks: what was left empty is dropped."""

import pytest
from django.http import QueryDict

from core.blank_parameters import without_blanks
from tests.factories import ColumnFactory

pytestmark = pytest.mark.django_db


def test_what_is_empty_asks_nothing():
    given = QueryDict("q=&level=county&industry=&industry=salt&year=")
    assert without_blanks(given).urlencode() == "level=county&industry=salt"


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/golmud/policies/", "category=funding"),
        ("/golmud/news/", "year=2026"),
        ("/golmud/news/dongtai/", "year=2026"),
        ("/golmud/search/", "q=%E5%8E%82%E6%88%BF"),
        ("/golmud/change/", "q=wulan"),
        ("/search/", "q=wulan"),
        ("/", "q=wulan"),
    ],
)
def test_readers_are_led_to_the_address_without_blanks(client, site, other_site, path, query):
    ColumnFactory(site=site, slug="dongtai")
    untidy = client.get(f"{path}?empty=&{query}&page=")
    assert (untidy.status_code, untidy.url) == (302, f"{path}?{query}")
    bare = client.get(f"{path}?q=&year=")
    assert (bare.status_code, bare.url) == (302, path)
    assert client.get(untidy.url).status_code != 302


def test_a_part_of_a_page_says_its_tidy_address(client, site):
    headers = {"HX-Request": "true"}
    part = client.get("/golmud/policies/?q=&level=county", headers=headers)
    assert (part.status_code, part["HX-Push-Url"]) == (200, "/golmud/policies/?level=county")
    tidy = client.get("/golmud/policies/?level=county", headers=headers)
    assert "HX-Push-Url" not in tidy
