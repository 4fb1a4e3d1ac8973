"""Places found on the drawn map, boundaries pasted: the form as it was typed, nothing stored."""

import json
from decimal import Decimal

import pytest
from django.urls import reverse

from parks.models import Park
from tests import admin_pages, factories

pytestmark = pytest.mark.django_db
RING = [[95.3, 36.3], [95.4, 36.3], [95.4, 36.4], [95.3, 36.3]]
BOUNDARY = {"type": "Polygon", "coordinates": [RING]}


@pytest.fixture
def park(site):
    region = site.region
    region.latitude, region.longitude = Decimal("36.40235"), Decimal("94.90333")
    region.save()
    return factories.ParkFactory(region=region, latitude="36.37000", longitude="95.30000")


@pytest.fixture
def url(park, client, staff, site):
    client.force_login(staff("manager", site.region))
    return reverse("admin:parks_park_change", args=[park.pk])


def pressed(client, url, button, **changes):
    page = client.post(url, admin_pages.filled(client.get(url)) | changes | {"_map": button})
    typed = admin_pages.filled(page)
    return page, (typed["latitude"], typed["longitude"], typed["_map_span"])


@pytest.mark.parametrize(
    ("button", "expected"),
    [
        ("north", ("36.42000", "95.30000", "1")),
        ("south", ("36.32000", "95.30000", "1")),
        ("west", ("36.37000", "95.25000", "1")),
        ("east", ("36.37000", "95.35000", "1")),
        ("nearer", ("36.37000", "95.30000", "2")),
        ("farther", ("36.37000", "95.30000", "0")),
        ("draw", ("36.37000", "95.30000", "1")),
    ],
)
def test_a_button_moves_the_mark_and_stores_nothing(client, park, url, button, expected):
    page, place = pressed(client, url, button, name="还没存的名称")
    assert (page.status_code, place) == (200, expected)
    assert 'value="还没存的名称"' in page.text
    assert Park.objects.get().name == park.name
    assert Park.objects.get().latitude == Decimal("36.37000")


def test_what_was_moved_is_then_saved_like_anything_typed(client, park, url):
    page, _ = pressed(client, url, "north")
    assert client.post(url, admin_pages.filled(page) | {"_save": "1"}).status_code == 302
    assert Park.objects.get().latitude == Decimal("36.42000")


def test_without_coordinates_it_starts_at_the_seat(client, url):
    _, place = pressed(client, url, "draw", latitude="", longitude="")
    assert place == ("36.40235", "94.90333", "1")


def test_what_was_typed_in_another_system_is_turned_first(client, url):
    page, place = pressed(client, url, "draw", coordinate_system="gcj02")
    assert place != ("36.37000", "95.30000", "1")
    assert admin_pages.filled(page)["coordinate_system"] == ["wgs84"]


@pytest.mark.parametrize(
    "changes",
    [
        {"latitude": "北"}, {"latitude": "NaN"}, {"latitude": "1e400"}, {"longitude": "\0"},
        {"_map_span": "9"}, {"_map_span": "-1"}, {"_map_span": "甲"}, {"boundary": "[" * 5000},
        {"region": "x"}, {"region": "9" * 40}, {"region": ""},
    ],
)  # fmt: skip
def test_bad_values_are_drawn_as_they_were_typed(client, url, changes):
    page = client.post(url, admin_pages.filled(client.get(url)) | changes | {"_map": "east"})
    assert page.status_code == 200
    assert "还没有保存" in page.text


def test_who_may_only_read_moves_nothing(client, url, staff, site):
    client.force_login(staff("auditor", site.region))
    assert "_map" not in client.get(url).text
    assert client.post(url, {"_map": "north"}).status_code == 403


def test_a_new_place_may_be_found_before_it_is_saved(client, url, site):
    add = reverse("admin:parks_park_add")
    typed = {"region": str(site.region.pk), "_map": "nearer"}
    page = client.post(add, admin_pages.filled(client.get(add)) | typed)
    assert (page.status_code, Park.objects.count()) == (200, 1)
    assert '<circle class="place__mark"' in page.text


def test_a_pasted_boundary_is_stored_as_bare_geometry_and_drawn(client, url):
    pasted = json.dumps({"type": "Feature", "properties": {"a": "<b>"}, "geometry": BOUNDARY})
    page, _ = pressed(client, url, "draw", boundary=pasted)
    assert '<path class="place__boundary" d="M' in page.text
    assert admin_pages.press(client, url, boundary=pasted).status_code == 302
    assert Park.objects.get().boundary == BOUNDARY


@pytest.mark.parametrize(
    ("pasted", "words"),
    [
        ("{", "这不是 GeoJSON"),
        ('{"type": "Point", "coordinates": [95, 36]}', "边界应是面"),
        (json.dumps(BOUNDARY).replace("95.", "121.").replace("36.", "31."), "公里，请检查坐标"),
    ],
)
def test_a_bad_boundary_comes_back_as_pasted(client, url, pasted, words):
    page = admin_pages.press(client, url, boundary=pasted)
    assert words in str(page.context["adminform"].form.errors["boundary"])
    assert page.context["adminform"].form["boundary"].value() == pasted
    assert Park.objects.get().boundary is None
