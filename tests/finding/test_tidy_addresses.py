"""An address of a list means the same whatever else is chosen; what is empty is left out."""

import pytest
from django.http import QueryDict

from finding.tidy_addresses import tidied


@pytest.mark.parametrize(
    ("kind", "given", "tidy"),
    [
        ("", "area_min=500", "area_min=500&area_unit=sqm"),
        ("", "area_min=500&kind=land", "area_min=500&kind=land&area_unit=mu"),
        ("land", "price_max=6", "price_max=6&price_unit=wan_per_mu"),
        ("", "price_max=6&offer=lease", "price_max=6&offer=lease&price_unit=yuan_per_sqm_month"),
        ("", "q=&area_min=&area_unit=mu&area_within=20&sort=", ""),
        ("", "area_about=20&area_unit=mu", "area_about=20&area_unit=mu"),
        ("", "height_min=9&utm_source=x", "height_min=9&utm_source=x"),
    ],
)
def test_addresses_are_tidied_once(kind, given, tidy):
    once = tidied(QueryDict(given), kind)
    assert once.urlencode() == tidy
    assert tidied(once, kind) == once


@pytest.mark.parametrize("path", ["/golmud/listings/", "/golmud/map/"])
def test_readers_are_led_to_the_tidied_address(client, site, path):
    response = client.get(f"{path}?area_min=500&q=")
    assert (response.status_code, response.url) == (302, f"{path}?area_min=500&area_unit=sqm")
    assert client.get(response.url).status_code == 200
    part = client.get(f"{path}?area_min=500&q=", headers={"HX-Request": "true"})
    assert part.status_code == 200
