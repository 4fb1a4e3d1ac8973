"""Lists by keyboard and finger: J and K walk, X ticks, the bar of acts waits for a tick."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from portal.models import DeskPreferences
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.widths import overhang

ARTICLES = "/admin/news/article/"
BAR = ".list-acts"


@pytest.fixture
def drafts(world):
    titles = ("三月的草稿", "二月的草稿", "一月的草稿")
    for month, title in zip((3, 2, 1), titles, strict=True):
        factories.ArticleFactory(
            column=world.column,
            title=title,
            status="draft",
            publish_at=f"2030-{month:02}-01T10:00+08:00",
        )
    return titles


def test_keys_walk_tick_and_act(sign_in, drafts):
    page, _ = sign_in("editor", "bian")
    page.goto(f"{ARTICLES}?status__exact=draft")
    bar = page.locator(BAR)
    expect(bar).to_be_hidden()
    links = [page.get_by_role("link", name=title) for title in drafts]
    for key, at in (("j", 0), ("j", 1), ("k", 0), ("j", 1)):
        page.keyboard.press(key)
        expect(links[at]).to_be_focused()
    page.keyboard.press("x")
    expect(bar).to_be_visible()
    page.get_by_role("button", name="提交审核").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    stored = Article.objects.filter(title__in=drafts).order_by("-publish_at")
    assert list(stored.values_list("status", flat=True)) == ["draft", "in_review", "draft"]


def test_keys_are_for_the_search_while_somebody_types(sign_in, drafts):
    page, user = sign_in("editor", "bian")
    page.goto(ARTICLES)
    page.locator("#searchbar").press_sequentially("jkx")
    expect(page.locator("#searchbar")).to_have_value("jkx")
    DeskPreferences.objects.create(user=user, has_single_keys=False)
    page.goto(ARTICLES)
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.tagName") == "BODY"


def test_cards_on_a_phone_name_their_columns(sign_in, drafts):
    page, _ = sign_in("editor", "bian")
    page.set_viewport_size(PHONE)
    page.goto(ARTICLES)
    cell = page.locator("#result_list tbody tr").first.locator(".field-status_badge")
    label = cell.evaluate("cell => getComputedStyle(cell, '::before').content")
    assert label.replace('"', "").replace(" ", "") == "状态："
    page.locator(".action-select").first.check()
    expect(page.locator(BAR)).to_be_visible()
    assert overhang(page) == 0
