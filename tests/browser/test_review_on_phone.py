"""A reviewer on the way: opens what waits on a phone, looks at it as readers will, signs."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.widths import overhang


@pytest.fixture
def waiting(world):
    return factories.ArticleFactory(
        column=world.column, title="供气管道今日开通", status=Article.Status.IN_REVIEW
    )


def test_a_reviewer_signs_on_a_phone(sign_in, open_page, waiting):
    page, reviewer = sign_in("reviewer", "shen")
    page.set_viewport_size(PHONE)
    page.get_by_role("navigation", name="主要入口").get_by_text("更多").click()
    rail = page.get_by_role("navigation", name="工作台")
    rail.get_by_role("link", name="待审文章").click()
    link = page.get_by_role("link", name=waiting.title)
    expect(link).to_be_visible()
    assert overhang(page) == 0
    link.click()
    button = page.get_by_role("button", name="通过并发布")
    expect(button).to_be_in_viewport()
    assert button.bounding_box()["height"] >= 44
    assert overhang(page) == 0
    button.click()
    expect(page.get_by_text("已通过审核")).to_be_visible()
    waiting.refresh_from_db()
    assert (waiting.status, waiting.approved_by) == (Article.Status.APPROVED, reviewer)
    reader = open_page(viewport=PHONE)
    reader.goto(waiting.get_absolute_url())
    expect(reader.get_by_role("heading", level=1)).to_have_text(waiting.title)
