"""A part of a page that the server cannot give: the page says so, and leads on."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.crash


@pytest.fixture
def page_of(installation, new_context):
    """page_of(viewport) → the list of spaces of a real server, whose database can be stopped."""

    def make(viewport):
        base_url = f"http://localhost:{installation.port}"
        page = new_context(base_url=base_url, locale="zh-CN", viewport=viewport).new_page()
        page.set_default_timeout(15_000)
        page.goto("/golmud/listings/")
        return page

    return make


def test_filter_that_is_not_answered_is_told_and_can_be_tried_again(installation, page_of):
    page = page_of(DESK)
    heading = page.locator("#results-title")
    before = heading.inner_text()
    telephone = page.locator("a[href^='tel:']").first.get_attribute("href")
    alert = page.get_by_role("alert")
    with installation.without_database():
        page.locator("#id_sort").select_option(index=1)
        expect(alert).to_have_count(1)
        words = "网站现在太忙或正在维护。这里没有更新，还是原来的内容。请等 30 秒，再试一次。"
        expect(alert).to_contain_text(words)
        expect(alert.get_by_role("link").last).to_have_attribute("href", telephone)
        assert heading.inner_text() == before
        with page.expect_response(lambda response: response.status == 503):
            page.locator("#id_sort").select_option(index=2)
        expect(alert).to_have_count(1)
    alert.get_by_role("link", name="再试一次").click()
    expect(page.locator("#id_sort")).not_to_have_value("")
    expect(alert).to_have_count(0)


def test_on_a_phone_it_stands_in_the_panel_of_filters(installation, page_of):
    page = page_of(PHONE)
    page.get_by_role("button", name="筛选").click()
    panel = page.locator("#filters")
    with installation.without_database():
        panel.get_by_role("checkbox").first.check()
        expect(panel.get_by_role("alert")).to_contain_text("这里没有更新")
    panel.get_by_role("checkbox").first.uncheck()
    expect(page.get_by_role("alert")).to_have_count(0)
