"""What word processors and other pages put on the clipboard, pasted into the editor."""

import pytest
from playwright.sync_api import expect

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
    pasted(
        desk,
        '<section><img data-src="https://mmbiz.example/640?wx_fmt=png" '
        'src="data:image/svg+xml;utf8,%3Csvg%3E%3C/svg%3E"><p>句</p></section>',
    )
    expect(desk.locator(".cke_notification")).to_contain_text("图片在别处（mmbiz.example）")
    assert "data:" not in desk.evaluate("CKEDITOR.instances.id_body.getData()")
    desk.watch.complaints.clear()  # the browser says that it could not load it
