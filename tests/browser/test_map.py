"""The map in a real browser: list and map in step, with a mouse, with keys, and without script."""

import re

import pytest
from django.conf import settings as django_settings
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import complaints_of

pytestmark = pytest.mark.skipif(
    not django_settings.HAS_LEAFLET, reason="没有装上 Leaflet（npm ci）：地图是静态示意图"
)
STACK = {"latitude": "36.36000", "longitude": "95.15000"}


@pytest.fixture
def places(site):
    """Three alone, two in one spot, one without a place; numbered by their order."""
    region = site.region
    region.latitude, region.longitude = "36.40223", "94.90333"
    region.save()
    spots = [("A", "36.41", "94.90"), ("B", "36.80", "95.30"), ("C", "36.36", "95.00")]
    rows = [
        factories.ListingFactory(region=region, title=f"{name} 厂房", latitude=n, longitude=e)
        for name, n, e in spots
    ]
    rows += [factories.ListingFactory(region=region, title=f"{n} 号库", **STACK) for n in (1, 2)]
    factories.ListingFactory(region=region, title="无坐标厂房")
    factories.ParkFactory(region=region, name="藏青工业园", **STACK)
    return rows


@pytest.fixture
def read_map(open_page, places):
    def make(path="/golmud/map/", **kwargs):
        page = open_page(**{"viewport": DESK} | kwargs)
        page.goto(path)
        if kwargs.get("java_script_enabled", True):
            if kwargs.get("viewport") == PHONE:
                page.get_by_role("button", name="打开可移动的地图").click()
            expect(page.locator("[data-drawn]")).to_be_visible()
        return page

    return make


def pin(page, name):
    return page.get_by_role("region", name="地图").get_by_role("button", name=name)


def titles(page):
    return [t.replace("\u00a0", " ") for t in page.locator("#results li h3").all_inner_texts()]


def test_list_and_map_are_in_step(read_map):
    page = read_map()
    names = titles(page)
    item = page.locator("#results li.spot").filter(has_text="B 厂房")
    number = names.index("B 厂房") + 1
    item.hover()
    expect(pin(page, f"{number} 号：B 厂房")).to_have_class(re.compile("is-lit"))
    pin(page, re.compile("号：A 厂房")).click()
    link = page.locator("#results").get_by_role("link", name="A 厂房", exact=True)
    expect(link).to_be_focused()
    expect(page.locator("li.spot.is-lit")).to_have_text(re.compile("A"))


def test_markers_at_one_place_lead_to_their_listings(read_map):
    page = read_map()
    stack = pin(page, re.compile("2 处空间，列表中的"))
    stack.click()
    expect(page.locator("li.spot.is-lit")).to_have_count(2)


def test_clusters_open(read_map):
    page = read_map("/golmud/map/?bbox=80,30,110,45")
    many = pin(page, re.compile(r"^\d 处空间")).first
    before = page.locator(".pin").count()
    many.click()
    expect(page.get_by_role("button", name="在此范围内查找")).to_be_visible()
    expect(pin(page, re.compile("号：A 厂房"))).to_be_visible()
    assert page.locator(".pin").count() > before


def test_search_in_the_frame_keeps_the_focus(read_map):
    page = read_map()
    page.locator("li.spot").filter(has_text="B 厂房").get_by_role("link", name="在地图上看").click()
    expect(pin(page, re.compile("B 厂房"))).to_be_focused()
    expect(page.get_by_role("button", name="在此范围内查找")).to_be_visible()
    page.get_by_role("button", name="在此范围内查找").click()
    expect(page).to_have_url(re.compile(r"/golmud/map/\?bbox=9"))
    expect(page.locator("#results-title")).to_have_text("范围内 1 处")
    assert titles(page) == ["B 厂房"]
    expect(pin(page, "1 号：B 厂房")).to_be_visible()
    page.get_by_role("link", name="移除条件：只看地图范围内").click()
    expect(page.locator("#results-title")).to_have_text("图上 5 处")


def test_filters_narrow_map_and_list(read_map):
    page = read_map()
    page.evaluate("window.sameDocument = true")
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("标题、编号或位置").fill("C 厂房")
    page.get_by_label("标题、编号或位置").blur()
    expect(page.locator("#results-title")).to_have_text("图上 1 处")
    expect(page.locator(".pin")).to_have_count(1)
    assert page.evaluate("window.sameDocument") is True


def test_map_by_keyboard(read_map):
    page = read_map()
    region = page.get_by_role("region", name="地图")
    region.focus()
    order = []
    for _ in range(4):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    numbers = [int(re.search(r"(\d+)(?:、\d+)* 号", name)[1]) for name in order]
    assert numbers == sorted(numbers)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#results') !== null")
    region.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator("#results")).to_be_focused()


def test_zoom_speaks_chinese_and_the_map_its_nature(read_map):
    page = read_map()
    for name in ("放大地图", "缩小地图"):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    expect(page.locator(".leaflet-control-attribution")).to_have_text("示意图，不作划界依据")


@pytest.mark.parametrize("viewport", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_live_map_is_accessible(read_map, viewport, scheme):
    page = read_map(viewport=viewport, color_scheme=scheme)
    assert complaints_of(page, is_dark=scheme == "dark") == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") == 0


def test_on_a_phone_the_live_map_comes_when_it_is_asked_for(open_page, places):
    page = open_page(viewport=PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/golmud/map/", wait_until="networkidle")
    expect(page.get_by_role("img", name="位置示意图")).to_be_visible()
    assert [url for url in asked if "leaflet" in url or "points" in url] == []
    page.get_by_role("button", name="打开可移动的地图").click()
    expect(page.get_by_role("region", name="地图")).to_be_focused()
    expect(page.get_by_role("img", name="位置示意图")).to_be_hidden()


def test_without_script_drawing_and_list_remain(read_map):
    page = read_map(java_script_enabled=False)
    expect(page.get_by_role("img", name="位置示意图")).to_be_visible()
    assert len(titles(page)) == 5
    page.get_by_role("button", name="筛选").click()
    page.get_by_label("标题、编号或位置").fill("C 厂房")
    page.locator(".filters__end button").click()
    expect(page.locator("#results-title")).to_have_text("图上 1 处")
    assert page.locator(".atlas__text--pin:visible").all_text_contents() == ["1"]


def test_print_shows_the_drawing(read_map):
    page = read_map()
    page.emulate_media(media="print")
    expect(page.locator(".atlas__drawing:visible")).to_have_count(1)
    expect(page.locator(".atlas__live")).to_be_hidden()
