"""The bar's field by keyboard, and the pages that go with it for everybody who reads them."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_accessibility import complaints_of

PAGES = ("/admin/", "/admin/jump/?q=园区", "/admin/preferences/")


def test_slash_and_ctrl_k_lead_to_an_act_without_the_mouse(sign_in):
    page, _ = sign_in("editor", "bian")
    page.keyboard.press("/")
    expect(page.locator("#jump-q")).to_be_focused()
    page.keyboard.type("写一篇")
    page.keyboard.press("Enter")
    page.get_by_role("main").get_by_role("link", name="写一篇文章").click()
    expect(page).to_have_url("/admin/news/article/add/")
    page.goto("/admin/preferences/")
    page.get_by_label("单键快捷键").uncheck()
    page.get_by_label("大字版").check()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "care")
    page.wait_for_load_state("domcontentloaded")  # single keys are there from then on
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.locator("#jump-q")).not_to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("#jump-q")).to_be_focused()


@pytest.mark.parametrize("mode", ["", "care"])
def test_pages_are_open_to_everybody(sign_in, mode):
    page, _ = sign_in("manager", "zhang")
    page.goto("/admin/preferences/")
    page.locator(f"[name=mode][value='{mode}']").check()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("main")).to_contain_text("已按您的习惯显示")
    found = {}
    for size in (DESK, PHONE):
        page.set_viewport_size(size)
        for path in PAGES:
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
            found[size["width"], path] = (wide, complaints_of(page, is_dark=False))
    assert {name: wrong for name, wrong in found.items() if wrong != (0, [])} == {}
