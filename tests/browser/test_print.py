"""On paper: a listing on two sheets, an article without the screen's furniture."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK

PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b(?!s)")


@pytest.fixture
def paper(open_page):
    """paper(path) → the page as it would be printed."""

    def make(path):
        page = open_page(viewport=DESK)
        page.goto(path, wait_until="networkidle")
        page.emulate_media(media="print")
        return page

    return make


@pytest.mark.parametrize("kind", ["land", "listing"])
def test_a_listing_is_two_sheets(paper, world, kind):
    page = paper(f"/golmud/listings/{getattr(world, kind).pk}/")
    assert len(PAGE_OBJECT.findall(page.pdf(format="A4"))) == 2


@pytest.mark.parametrize("name", ["article", "policy", "listing", "park"])
def test_screen_furniture_is_not_printed(paper, world, name):
    path = {"park": f"/golmud/parks/{world.park.slug}/"}.get(name)
    page = paper(path or getattr(world, name).get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for furniture in (".dock", ".nav", ".foot", ".crumbs", ".mast__search", "[data-print]"):
        assert [box for box in page.locator(furniture).all() if box.is_visible()] == [], furniture


def test_an_article_is_printed_with_source_date_and_code(paper, world):
    page = paper(world.article.get_absolute_url())
    imprint = page.locator(".u-print-only")
    expect(imprint).to_contain_text("来源：示例招商服务中心")
    expect(imprint.locator(".qr")).to_be_visible()
    expect(page.locator(".prose table")).to_be_visible()
