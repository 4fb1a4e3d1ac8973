"""The staff's day: an officer answers an enquiry, an editor and a reviewer publish an article."""

import pytest
from playwright.sync_api import expect

from leads.models import ContactView
from news.models import Article
from publishing.models import Asset
from tests.browser.conftest import PHONE
from tests.world import picture


def test_an_officer_answers_an_enquiry(sign_in, open_page, world):
    page, officer = sign_in("officer", "guan")
    page.get_by_role("link", name="新线索").click()
    page.get_by_role("link", name=world.waiting.reference).click()
    contact = page.get_by_role("region", name="联系方式")
    expect(contact).to_contain_text("139****5678")
    expect(contact).not_to_contain_text("13900005678")
    assert list(ContactView.objects.all()) == []
    contact.get_by_role("button", name="显示联系方式").click()
    expect(contact.get_by_role("link", name="13900005678")).to_be_visible()
    seen = [(row.lead, row.by) for row in ContactView.objects.all()]
    assert seen == [(world.waiting, officer)]
    page.get_by_role("button", name="认领这条线索").click()
    expect(page.get_by_text("这条线索现在由您负责。")).to_be_visible()
    answer = page.get_by_role("textbox", name="答复访客")
    answer.press("End")
    answer.fill(f"{answer.input_value()}\n周四可以看地，请带营业执照。")
    page.get_by_role("button", name="发出答复").click()
    expect(page.get_by_text("答复已保存")).to_be_visible()
    world.waiting.refresh_from_db()
    assert world.waiting.owner == officer

    visitor = open_page(viewport=PHONE)
    visitor.goto(f"/golmud/consult/status/?reference={world.waiting.reference}")
    visitor.get_by_label("查询口令").fill("13900005678")
    visitor.get_by_role("button", name="查询").click()
    expect(visitor.locator("article.say").last).to_contain_text("周四可以看地，请带营业执照。")


def fill_editor(page, tmp_path):
    """A heading, a paragraph, a table and an uploaded picture, by the editor's own buttons."""
    body = page.locator(".cke_editable")
    body.click()
    page.keyboard.type("园区供气今日开通。")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="表格").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(body.locator("table")).to_be_visible()
    body.locator("td").first.click()
    page.keyboard.type("供气价")
    body.locator("p").first.click()
    page.keyboard.press("End")
    photo = tmp_path / "valve.png"
    photo.write_bytes(picture().read())
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="上传图片或 PDF").click()
    chooser.value.set_files(photo)
    dialog = page.get_by_role("dialog")
    # The dialog takes the focus a moment after it shows: what is typed before lands elsewhere.
    expect(dialog.get_by_role("textbox").first).to_be_focused()
    dialog.get_by_label("替换文本").fill("调压站")
    expect(dialog.get_by_label("替换文本")).to_have_value("调压站")
    dialog.get_by_role("button", name="确定").click()
    expect(body.get_by_role("img", name="调压站")).to_be_visible()


# What Word and WPS put on the clipboard: a paragraph with its picture inside the HTML.
PASTE = """side => {
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const context = canvas.getContext("2d"), pixels = context.createImageData(side, side);
  for (let i = 0; i < pixels.data.length; i += 1)
    pixels.data[i] = i % 4 === 3 ? 255 : Math.random() * 255;
  context.putImageData(pixels, 0, 0);
  const data = new DataTransfer();
  const image = `<img alt="现场" src="${canvas.toDataURL("image/png")}">`;
  data.setData("text/html", `<p>第一段</p><p>${image}</p><p>最后一段</p>`);
  const body = CKEDITOR.instances.id_body.editable().$;
  body.focus();
  body.dispatchEvent(new ClipboardEvent(
    "paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


@pytest.mark.parametrize("side", [20, 300, 900])
def test_a_pasted_picture_is_kept_with_its_text(sign_in, world, side):
    clerk, editor = sign_in("editor", "bian")
    clerk.get_by_role("link", name="写一篇文章").click()
    clerk.locator("#id_column").select_option(str(world.column.pk))
    clerk.locator("#id_title").fill("现场照片")
    clerk.locator("#id_source").fill("园区管委会")
    body = clerk.locator(".cke_editable")
    body.click()
    clerk.evaluate(PASTE, side)
    expect(body.locator("img[src^='/media/']")).to_have_count(1, timeout=20_000)
    clerk.get_by_role("button", name="保存草稿").click()
    expect(clerk.get_by_text("现场照片").first).to_be_visible()
    article, asset = Article.objects.get(title="现场照片"), Asset.objects.get(uploaded_by=editor)
    size = f'width="{side}" height="{side}"'
    image = f'<img alt="现场" src="/media/{asset.file.name}" {size}>'
    assert "".join(article.body.split("\n")) == f"<p>第一段</p><p>{image}</p><p>最后一段</p>"


def test_a_clerk_writes_and_a_reviewer_publishes(sign_in, open_page, world, tmp_path):
    clerk, editor = sign_in("editor", "bian")
    clerk.get_by_role("link", name="写一篇文章").click()
    clerk.locator("#id_column").select_option(str(world.column.pk))
    clerk.locator("#id_title").fill("供气管道今日开通")
    clerk.locator("#id_source").fill("园区管委会")
    fill_editor(clerk, tmp_path)
    clerk.get_by_role("button", name="提交审核").click()
    expect(clerk.get_by_text("已提交审核，审核通过后公开")).to_be_visible()
    article = Article.objects.get(title="供气管道今日开通")
    assert (article.status, article.created_by) == (Article.Status.IN_REVIEW, editor)
    assert Asset.objects.filter(uploaded_by=editor).count() == 1

    reviewer, _ = sign_in("reviewer", "shen")
    reviewer.get_by_role("link", name="待审核的文章").click()
    reviewer.get_by_role("link", name="供气管道今日开通").click()
    reviewer.get_by_role("button", name="通过并发布").click()
    expect(reviewer.get_by_text("已通过审核")).to_be_visible()

    reader = open_page(viewport=PHONE)
    reader.goto(article.get_absolute_url())
    expect(reader.locator(".prose td").first).to_have_text("供气价")
    image = reader.get_by_role("img", name="调压站")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("naturalWidth", 320)
