"""Two people save one article: the later one chooses place by place, and nothing is lost."""

from playwright.sync_api import expect

from news.models import Article
from tests.browser.test_desk_accessibility import complaints_in_all_looks


def test_the_later_one_chooses(sign_in, world):
    page, _ = sign_in("editor", "bian")
    article = world.article
    article.withdraw()
    page.goto(f"/admin/news/article/{article.pk}/change/")
    expect(page.locator(".cke_editable")).to_be_visible()
    page.locator("#id_title").fill("我写的标题")
    page.locator("#id_author").fill("我写的作者")
    stored = Article.objects.get(pk=article.pk)
    stored.title, stored.subtitle = "别人改的标题", "别人改的副题"
    stored.save()
    page.watch.expect_status(page.url)
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "您打开本页之后，这条内容已被别人改过"
    )
    expect(page.get_by_text("1 处请您选")).to_be_visible()
    assert complaints_in_all_looks(page) == []
    page.get_by_role("radio", name="您写的 我写的标题").check()
    page.get_by_role("button", name="按选的合并保存").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    stored.refresh_from_db()
    assert (stored.title, stored.subtitle, stored.author) == (
        "我写的标题",
        "别人改的副题",
        "我写的作者",
    )
