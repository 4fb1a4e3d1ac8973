"""What word processors and other pages put on the clipboard, pasted into the editor."""

import pytest
from playwright.sync_api import expect

from news.models import Article
from publishing.models import Asset
from tests.publishing.test_uploads import picture as a_picture

PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  const body = CKEDITOR.instances.id_body.editable().$;
  body.focus();
  body.dispatchEvent(new ClipboardEvent(
    "paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def bullet(letter, words):
    return (
        '<p class=MsoListParagraph style="text-indent:-21.0pt;mso-list:l0 level1 lfo1">'
        f'<span style="font-family:Wingdings"><span style="mso-list:Ignore">{letter}<span>'
        f"&nbsp;&nbsp; </span></span></span>{words}</p>"
    )


SHAPES = {
    "dots of WPS": (bullet("l", "路") + bullet("n", "电"), "<ul><li>路</li><li>电</li></ul>"),
    "first heading": ("<h1>概况</h1><p>甲</p><h6>注</h6>", "<h2>概况</h2><p>甲</p><h4>注</h4>"),
    "lines": ("<pre>第一行\n第二行</pre>", "<p>第一行<br />第二行</p>"),
}


def pasted(page, html):
    """What the editor holds then; its reader of Word's HTML is only loaded at the first use."""
    page.evaluate(PASTE, html)
    expect(page.locator(".cke_editable")).not_to_have_text("")
    text = page.evaluate("CKEDITOR.instances.id_body.getData()")
    return text.replace("\n", "").replace("\t", "")


@pytest.fixture
def desk(sign_in, world):
    page, _ = sign_in("editor", "bian")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/admin/news/article/add/")
    expect(page.locator(".cke_editable")).to_be_visible()
    return page


@pytest.mark.parametrize("name", SHAPES)
def test_pasted_text_keeps_its_parts(desk, name):
    html, right = SHAPES[name]
    assert pasted(desk, html) == right


def test_picture_that_its_page_loads_later_is_named_where_it_lies(desk):
    desk.route("https://mmbiz.example/**", lambda route: route.abort())
    desk.watch.foresee("https://mmbiz.example/")
    desk.watch.foresee("data:image/svg+xml;utf8")
    pasted(
        desk,
        '<section><img data-src="https://mmbiz.example/640?wx_fmt=png" '
        'src="data:image/svg+xml;utf8,%3Csvg%3E%3C/svg%3E"><p>句</p></section>',
    )
    expect(desk.locator(".cke_notification")).to_contain_text("图片在别处（mmbiz.example）")
    assert "data:" not in desk.evaluate("CKEDITOR.instances.id_body.getData()")


FROM_WORD = (
    '<p class=MsoNormal style="text-indent:24.0pt">&nbsp;&nbsp;&nbsp; 供气今日开通。<o:p></o:p></p>'
    "<p class=MsoNormal><o:p>&nbsp;</o:p></p><table class=MsoTableGrid><tr><td><p class=MsoNormal>"
    "<b>项目</b></p></td><td><p class=MsoNormal><b>投资</b></p></td></tr><tr><td>供气</td>"
    '<td>2 亿元</td></tr></table><p class=MsoNormal><!--[if gte vml 1]><v:shape><v:imagedata src="'
    'file:///C:/Temp/clip_image001.png"/></v:shape><![endif]--><img src="file:///C:/Temp/'
    'clip_image002.png" alt="现场"></p>'
)
TIDY = (
    '<p>供气今日开通。</p><table><thead><tr><th scope="col">项目</th><th scope="col">投资</th></tr>'
    "</thead><tbody><tr><td>供气</td><td>2 亿元</td></tr></tbody></table>"
)


def test_first_article_with_a_picture_and_a_table_pasted_from_word(desk, world):
    picture = {"name": "现场.png", "mimeType": "image/png", "buffer": a_picture("PNG")}
    desk.locator("#id_column").select_option(str(world.column.pk))
    desk.locator("#id_title").fill("供气开通")
    desk.watch.foresee("file:///C:/Temp/")  # the browser may not open the writer's disk
    pasted(desk, FROM_WORD)
    place = desk.locator(".cke_editable img[src$='/missing-picture.svg']")
    expect(place).to_have_count(1)
    with desk.expect_file_chooser() as chooser:  # the caret stands behind the picture
        desk.get_by_role("button", name="上传图片或 PDF").click()
    chooser.value.set_files(picture)
    desk.get_by_role("button", name="确定").click()
    expect(place).to_have_count(0)
    desk.get_by_role("button", name="保存草稿").click()
    expect(desk.locator(".messagelist")).to_contain_text("把 1 个表格的首行改成了表头")
    article = Article.objects.get(title="供气开通")
    file = Asset.objects.latest("pk").file.url
    shown = f'<img alt="现场" src="{file}" width="60" height="40">'
    assert "".join(article.body.splitlines()).replace("\t", "") == f"{TIDY}<p>{shown}</p>"
    assert article.source == world.site.organiser
