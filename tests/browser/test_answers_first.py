"""Answers while a question is typed: posted, told in one line, the focus where it was."""

from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.factories import ListingFactory


def test_long_question_is_answered_while_it_is_typed(open_page, world, site):
    ListingFactory(region=site.region, title="三号冷库")
    page = open_page(viewport=PHONE)
    page.goto("/golmud/consult/?topic=space")
    message = page.locator("#id_message")
    message.fill("三号冷库还在吗？" + "我们的情况是这样的。" * 150)
    message.press("End")
    message.press_sequentially("请问")
    expect(page.get_by_role("heading", name="站上有 1 处可能就是答案")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="处可能就是答案，在下面")).to_have_count(1)
    expect(message).to_be_focused()
    expect(page.locator("[name=csrfmiddlewaretoken]")).to_have_count(1)
    assert page.url.endswith("/golmud/consult/?topic=space")
    page.get_by_role("button", name="解决了").click()
    expect(page.get_by_role("heading", name="答案找到了就好")).to_be_visible()
