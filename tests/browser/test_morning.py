"""The staff's morning by keyboard alone: signing in, what waits, an answer, an article."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests.browser.conftest import DESK, PASSWORD, TEXT, TITLE, TODAY

MOST_STOPS = 150  # of the Tab key on one page
# What has the focus is to be seen: at its top, middle or foot nothing else lies above it.
IS_COVERED = """() => {
    const held = document.activeElement, box = held.getBoundingClientRect();
    if (box.width < 2) return false;  // hidden from sight on purpose: a file field with a button
    const isSeen = (share) => {
        const margin = Math.min(4, box.height / 2);
        const y = box.top + margin + share * (box.height - 2 * margin);
        const top = document.elementFromPoint(box.left + box.width / 2, y);
        return top && (held.contains(top) || top.contains(held) || top.closest("label"));
    };
    return ![0, 0.5, 1].some(isSeen);
}"""


@pytest.fixture
def keys(open_page, staff, world):
    """keys("officer", "guan") → (page, user), signed in without a mouse."""

    def make(role, username):
        user = staff(role, world.site.region, username=username)
        user.set_password(PASSWORD)
        user.save()
        page = open_page(viewport=DESK)
        page.goto("/admin/")
        expect(page.get_by_label("用户名")).to_be_focused()
        page.keyboard.type(username)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text(TODAY)
        return page, user

    return make


def tab_to(page, wanted):
    """Tab until it has the focus; whatever has it on the way is in sight."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        covered = page.evaluate(IS_COVERED)
        assert not covered, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if wanted.evaluate("node => node === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {wanted}")


def press(page, wanted, key="Enter"):
    tab_to(page, wanted)
    page.keyboard.press(key)


def test_an_officer_answers_what_waits(keys, world):
    page, officer = keys("officer", "guan")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the rail, by the first link of the page
    press(page, page.get_by_role("link", name="新线索"))
    expect(page.get_by_role("heading", level=1)).to_have_text("咨询收件箱")
    link = page.get_by_role("link", name=world.waiting.reference)
    page.wait_for_load_state("domcontentloaded")  # single keys are there from then on
    page.keyboard.press("j")
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(world.waiting.reference)
    press(page, page.get_by_role("button", name="认领这条线索"))
    expect(page.get_by_text("这条线索现在由您负责。")).to_be_visible()
    tab_to(page, page.get_by_role("textbox", name="答复访客"))
    page.keyboard.press("Control+End")
    page.keyboard.type("周四可以看地，请带营业执照。")
    press(page, page.get_by_role("button", name="发出答复"))
    expect(page.get_by_text("答复已保存")).to_be_visible()
    world.waiting.refresh_from_db()
    assert world.waiting.owner == officer


def test_a_clerk_finds_writes_and_hands_in(keys, world):
    page, editor = keys("editor", "bian")
    page.wait_for_load_state()  # the script listens by then
    page.keyboard.press("/")
    page.keyboard.type("写一篇")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("跳转")
    press(page, page.get_by_role("main").get_by_role("link", name="写一篇文章"))
    expect(page.locator(".cke_editable")).to_be_visible()
    tab_to(page, page.locator("#id_column"))
    page.keyboard.press("ArrowDown")
    tab_to(page, page.locator("#id_title"))
    page.keyboard.type(TITLE)
    tab_to(page, page.locator(".cke_editable"))
    page.keyboard.insert_text(TEXT)
    tab_to(page, page.locator("#id_source"))
    page.keyboard.type("园区管委会")
    press(page, page.get_by_role("button", name="提交审核"))
    expect(page.get_by_text("已提交审核，审核通过后公开")).to_be_visible()
    article = Article.objects.get(title=TITLE)
    assert (article.status, article.created_by) == (Article.Status.IN_REVIEW, editor)
