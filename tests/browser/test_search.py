"""Searching with keyboard, finger and without script."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import complaints_of

# What a box makes of keys that an input method is using, and whether it keeps the focus.
COMPOSING = """(box) => ["ArrowDown", "ArrowUp", "Escape"].map((key) => {
  const told = { key, isComposing: true, bubbles: true, cancelable: true };
  const event = new KeyboardEvent("keydown", told);
  box.dispatchEvent(event);
  return [event.defaultPrevented, document.activeElement === box];
})"""


@pytest.fixture
def phone(open_page, world):
    page = open_page(viewport=PHONE)
    page.goto(f"/{world.site.slug}/search/?q=昆仑")
    return page


def asked(page):
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def box_of(page):
    return page.get_by_role("search", name="全站搜索").get_by_label("搜索词")


def test_suggestions_are_walked_by_keyboard(phone):
    sent = []
    phone.on("request", lambda r: sent.append(r.url) if "/suggest/" in r.url else None)
    box, links = box_of(phone), phone.locator(".suggest__list a")
    box.fill("")
    box.press_sequentially("昆仑", delay=20)
    expect(links.first).to_be_visible()
    expect(phone.get_by_text(re.compile(r"^\d+ 条建议"))).to_have_count(1)
    assert complaints_of(phone, is_dark=False) == []
    assert box.evaluate(COMPOSING) == [[False, True]] * 3
    box.press("ArrowDown")
    expect(links.first).to_be_focused()
    phone.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    phone.keyboard.press("Escape")
    expect(links).to_have_count(0)
    expect(box).to_have_value("昆仑")
    box.fill("")
    phone.wait_for_timeout(500)
    assert [url for url in sent if url.endswith("q=")] == []


def test_late_answer_leaves_the_list_under_the_focus(phone):
    box, links, held = box_of(phone), phone.locator(".suggest__list a"), []
    box.fill("")
    box.press_sequentially("昆")
    expect(links.first).to_be_visible()
    phone.route("**/suggest/**", lambda route: held.append(route))
    with phone.expect_request("**/suggest/**"):
        box.press_sequentially("仑")
    box.press("ArrowDown")
    expect(links.first).to_be_focused()
    with phone.expect_response("**/suggest/**") as late:
        held[0].continue_()
    late.value.finished()
    phone.wait_for_timeout(100)
    expect(links.first).to_be_focused()


def test_suggestion_leads_to_the_thing(phone, world):
    box_of(phone).fill("")
    box_of(phone).press_sequentially("昆仑经济", delay=20)
    phone.locator(".suggest__list a").first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(world.park.name)


def test_filters_are_folded_away_and_narrow_in_place(phone):
    expect(phone.get_by_label("从哪天起")).to_be_hidden()
    phone.get_by_role("button", name="筛选").click()
    phone.get_by_label("从哪天起").fill("2026-01-01")
    phone.get_by_label("全网各地区").check()
    phone.get_by_role("button", name="查看结果").click()
    chips = phone.get_by_role("list", name="已选条件").get_by_role("link")
    expect(chips).to_have_count(2)
    assert asked(phone) == {"q": "昆仑", "scope": "all", "since": "2026-01-01"}
    # Each choice asked as well: a chip must not be swapped away under the finger.
    expect(phone.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    chips.first.click()
    expect(chips).to_have_count(1)
    assert asked(phone) == {"q": "昆仑", "since": "2026-01-01"}


def test_tabs_move_the_reader_to_what_was_found(phone):
    phone.get_by_role("navigation", name="结果类型").get_by_role("link", name="空间").click()
    expect(phone.locator("#found")).to_be_focused()
    assert asked(phone) == {"q": "昆仑", "type": "listing"}
    box_of(phone).fill("盐湖")
    box_of(phone).press("Enter")
    expect(phone.locator("#search-status")).to_contain_text("“盐湖”找到")
    expect(box_of(phone)).to_be_focused()
    assert asked(phone) == {"q": "盐湖", "type": "listing"}
    expect(phone.locator(".suggest__list a")).to_have_count(0)


def test_all_of_it_works_without_script(open_page, world):
    page = open_page(viewport=DESK, java_script_enabled=False)
    page.goto(f"/{world.site.slug}/search/?q=昆仑")
    page.get_by_label("只看本站").check()
    page.get_by_label("排序").select_option("newest")
    page.get_by_role("button", name="查看结果").click()
    assert {"q": "昆仑", "scope": "site", "order": "newest"}.items() <= asked(page).items()
    page.get_by_role("navigation", name="结果类型").get_by_role("link", name="园区").click()
    expect(page.get_by_role("link", name=world.park.name)).to_be_visible()


def test_the_box_in_the_head_suggests_on_every_page(open_page, world):
    page = open_page(viewport=DESK)
    page.goto(f"/{world.site.slug}/")
    page.get_by_role("search", name="页首搜索").get_by_label("搜索词").press_sequentially(
        "昆仑", delay=80
    )
    expect(page.locator(".mast .suggest__list a").first).to_be_visible()
