"""Old pages are taken over one by one, each by one key; one that is not wanted goes too."""

import datetime

from playwright.sync_api import expect

from news.actions import import_article
from news.legacy.reader import read_bytes
from news.models import Article, OldPage

MARKUP = (
    '<html><head><meta charset="utf-8"><title>{0}_青溪网</title></head><body><h1>{0}</h1>'
    "<div>发布时间：2024-06-19 来源：{1}</div>"
    "<p>{0}，占地二百亩，年底前建成投用。</p></body></html>"
)


def waiting(column, title, source="青溪日报"):
    page = read_bytes(MARKUP.format(title, source).encode(), "t.html")
    now = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)
    return import_article(column=column, page=page, is_public=False, now=now).article


def test_pages_are_taken_over_by_one_key_each(sign_in, world):
    column = world.article.column
    first, second = (waiting(column, f"青溪县{what}开工建设") for what in ("物流园", "供水厂"))
    doubtful = waiting(column, "青溪县召开用电协调会", source="")
    unwanted = waiting(column, "青溪县召开用水协调会", source="")
    page, _ = sign_in("editor", "bian")
    page.get_by_role("link", name="旧网页隔离区").first.click()
    page.get_by_role("link", name=first.title).click()
    for article in (first, second):
        expect(page.get_by_role("heading", level=1)).to_have_text(article.title)
        expect(page.get_by_role("button", name="没有问题，收下（回车）")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(doubtful.title)
    page.wait_for_load_state()  # the script listens then
    page.keyboard.press("a")
    expect(page.get_by_role("heading", level=1)).to_have_text(unwanted.title)
    page.get_by_text("不收这一页").click()
    page.get_by_label("为什么不收").fill("只是通知")
    page.get_by_role("button", name="不收，看下一页").click()
    expect(page.get_by_text("隔离区是空的")).to_be_visible()
    rows = Article.objects.exclude(old_page=None).order_by("pk").values_list("status", flat=True)
    assert list(rows) == ["in_review"] * 3 + ["withdrawn"]
    assert list(OldPage.objects.rejected()) == [unwanted.old_page]
