"""The polite consult card, and display settings that need no script."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

LONGER_THAN_THE_DELAY = 21_000  # ms; the site's setting below, in seconds


@pytest.fixture
def desk(open_page, world):
    """A wide page whose clock the test moves."""
    world.site.consult_delay_seconds = 20
    world.site.save()
    page = open_page(viewport=DESK)
    page.clock.install()
    return page


def wait_and_read_on(page):
    """Time passes, then the reader reaches the end of the page."""
    page.clock.run_for(LONGER_THAN_THE_DELAY)
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => done()))")
    page.clock.run_for(500)


def card(page):
    return page.locator("#consult")


def test_card_opens_after_the_delay_and_half_the_page_once(desk):
    desk.goto("/golmud/")
    desk.clock.run_for(9_000)  # and real time runs on beside it
    desk.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    expect(card(desk)).to_be_hidden()
    wait_and_read_on(desk)
    expect(card(desk)).to_be_visible()
    desk.keyboard.press("Escape")
    expect(card(desk)).to_be_hidden()
    desk.reload()
    wait_and_read_on(desk)
    expect(card(desk)).to_be_hidden()


def test_card_waits_for_a_reader_who_stays_at_the_top(desk):
    desk.goto("/golmud/")
    desk.clock.run_for(LONGER_THAN_THE_DELAY)
    expect(card(desk)).to_be_hidden()


def test_card_opens_from_the_dock_by_keyboard_and_gives_the_focus_back(desk):
    desk.goto("/golmud/")
    opener = desk.get_by_role("navigation", name="快速咨询").get_by_role("button")
    opener.focus()
    desk.keyboard.press("Enter")
    expect(card(desk)).to_be_visible()
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.querySelector('#consult').contains(document.activeElement)")
    desk.keyboard.press("Escape")
    expect(card(desk)).to_be_hidden()
    expect(opener).to_be_focused()


def test_card_leads_to_the_form_with_its_topic(desk):
    desk.goto("/golmud/")
    desk.get_by_role("navigation", name="快速咨询").get_by_role("button").click()
    card(desk).get_by_role("link", name="资金扶持咨询").click()
    expect(desk.get_by_label("资金扶持咨询")).to_be_checked()


def test_card_stays_away_from_somebody_who_types(desk):
    desk.goto("/golmud/")
    desk.locator("#site-search").focus()
    wait_and_read_on(desk)
    expect(card(desk)).to_be_hidden()


@pytest.mark.parametrize("path", ["/golmud/consult/", "/golmud/consult/status/"])
def test_form_pages_have_no_card(desk, path):
    desk.goto(path)
    wait_and_read_on(desk)
    expect(card(desk)).to_have_count(0)


def test_card_never_opens_itself_in_the_large_print_version(desk):
    desk.goto("/display/?mode=care&next=/golmud/")
    wait_and_read_on(desk)
    expect(card(desk)).to_be_hidden()


def test_card_never_opens_itself_on_a_government_site(desk, world):
    world.site.profile = "government"
    world.site.save()
    desk.goto("/golmud/")
    wait_and_read_on(desk)
    expect(card(desk)).to_be_hidden()


def test_card_never_opens_itself_on_a_phone(open_page, world):
    page = open_page(viewport=PHONE)
    page.clock.install()
    page.goto("/golmud/")
    page.clock.run_for(60_000)
    wait_and_read_on(page)
    expect(card(page)).to_be_hidden()


def test_card_is_not_printed(desk):
    desk.goto("/golmud/")
    desk.get_by_role("navigation", name="快速咨询").get_by_role("button").click()
    expect(card(desk)).to_be_visible()
    desk.emulate_media(media="print")
    expect(card(desk)).to_be_hidden()


def test_display_links_work_without_script_and_set_the_only_cookie(open_page, world):
    page = open_page(viewport=DESK, java_script_enabled=False)
    page.goto("/golmud/news/")
    assert page.context.cookies() == []
    settings = page.get_by_role("navigation", name="显示设置")
    settings.get_by_role("link", name="长辈版").click()
    expect(page).to_have_url("/golmud/news/")
    expect(page.locator("html")).to_have_attribute("data-mode", "care")
    settings.get_by_role("link", name="深色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert [cookie["name"] for cookie in page.context.cookies()] == ["display"]
    settings.get_by_role("link", name="退出长辈版").click()
    settings.get_by_role("link", name="浅色").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_text_size_changes_without_script(open_page, world):
    page = open_page(viewport=DESK, java_script_enabled=False)
    page.goto(world.article.get_absolute_url())
    text = page.locator(".prose p").first
    sizes = [text.bounding_box()["height"]]
    for name in ("大", "特大"):
        page.get_by_role("radio", name=name, exact=True).check()
        sizes.append(text.bounding_box()["height"])
    assert sizes[0] < sizes[1] < sizes[2]
    assert page.context.cookies() == []
