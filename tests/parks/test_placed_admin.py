"""Places found and boundaries drawn on the map: the form as it was typed, nothing stored."""

import json
import math
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


def clicked(client, url, page, at, **changes):
    """The form after a click on the picture of `page`, and what its boundary then holds."""
    typed = admin_pages.filled(page) | dict(zip(("_at.x", "_at.y"), at, strict=True)) | changes
    page = client.post(url, typed)
    return page, json.loads(admin_pages.filled(page)["boundary"].strip() or "null")


def test_a_click_puts_the_mark_where_it_was(client, url):
    page, _ = clicked(client, url, client.get(url), (304, 240))  # the middle
    typed = admin_pages.filled(page)
    place = float(typed["latitude"]), float(typed["longitude"])
    assert place == (pytest.approx(36.37, abs=0.01), pytest.approx(95.3, abs=0.002))
    page, _ = clicked(client, url, page, (608, 240))  # the right edge
    half = 0.5 * 760 / 600 / math.cos(math.radians(36.37))
    assert float(admin_pages.filled(page)["longitude"]) == pytest.approx(95.3 + half, abs=0.01)


def test_a_boundary_is_drawn_by_clicks_corrected_by_buttons_and_saved(client, url):
    corner = {"_map_target": "corner"}
    page = client.get(url)
    for at in ((100, 100), (500, 100), (500, 400)):
        page, drawn = clicked(client, url, page, at, **corner)
    first, second, third, last = drawn["coordinates"][0]
    assert first == last
    assert (first[0] < second[0] == third[0], first[1] == second[1] > third[1]) == (True, True)
    assert "边界有 3 角了" in page.text
    page = client.post(url, admin_pages.filled(page) | corner | {"_map": "north"})
    typed = admin_pages.filled(page)
    moved = json.loads(typed["boundary"])["coordinates"][0][2]
    assert moved == [third[0], pytest.approx(third[1] + 0.05)]
    assert (typed["latitude"], typed["longitude"]) == ("36.37000", "95.30000")
    assert client.post(url, typed | {"_save": "1"}).status_code == 302
    assert Park.objects.get().boundary["coordinates"][0][2] == moved


@pytest.mark.parametrize(
    ("typed", "button", "expected", "words"),
    [
        ("", "corner", [[95.3, 36.37], [95.3, 36.37]], "边界有 1 角了"),
        (json.dumps(BOUNDARY), "fewer", [RING[0], RING[1], RING[0]], "边界有 2 角了"),
        (json.dumps(BOUNDARY), "clear", None, "边界清空了"),
        ("", "fewer", None, "还没有角"),
        ('{"type": "Point"}', "clear", None, "边界清空了"),
    ],
)
def test_buttons_draw_a_boundary_without_a_pointer(client, url, typed, button, expected, words):
    page, _ = pressed(client, url, button, boundary=typed)
    text = admin_pages.filled(page)["boundary"].strip()
    assert (json.loads(text)["coordinates"][0] if text else None) == expected
    assert words in page.text


def test_what_was_pasted_and_is_no_single_ring_stays(client, url):
    page, _ = pressed(client, url, "corner", boundary="[1]")
    assert admin_pages.filled(page)["boundary"].strip() == "[1]"
    assert "先按“清除边界”" in page.text


@pytest.mark.parametrize(
    "changes",
    [
        {"_at.x": "0", "_at.y": "0"},  # the keyboard's
        {"_at.x": "x"}, {"_at.x": "9" * 40}, {"_at.x": "-99999"},
        {"_map_frame": ""}, {"_map_frame": "1,2"}, {"_map_frame": "nan,nan,nan"},
        {"_map_frame": "0,0,0"}, {"_map_frame": "1e300,1e300,1e-300"},
    ],
)  # fmt: skip
def test_a_click_beside_the_map_moves_and_saves_nothing(client, url, changes):
    """It is never 保存: what is half typed would become public."""
    typed = admin_pages.filled(client.get(url)) | {"_at.x": "9", "_at.y": "9"} | changes
    page = client.post(url, typed | {"_map_target": "corner", "name": "写了一半"})
    assert "没有点到地图范围里的地方" in page.text
    assert admin_pages.filled(page)["name"] == "写了一半"
    park = Park.objects.get()
    assert (park.boundary, park.latitude) == (None, Decimal("36.37000"))
    assert park.name != "写了一半"


def test_a_listing_has_a_mark_and_no_boundary(client, site, url):
    listing = factories.ListingFactory(region=site.region, latitude="36.37", longitude="95.3")
    page = client.get(reverse("admin:parks_listing_change", args=[listing.pk])).text
    assert ('name="_at"' in page, "_map_target" in page, "清除边界" in page) == (True, False, False)
