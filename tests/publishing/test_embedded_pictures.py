"""Pictures inside pasted HTML: taken out, stored on save, or named."""

import base64
import random

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.urls import reverse
from PIL import Image

from news.models import Article
from publishing.embedded_pictures import (
    file_of,
    left_behind,
    left_behind_sentence,
    put_back,
    take_out,
)
from publishing.models import Asset
from publishing.widgets import RichTextFormField
from tests import factories
from tests.publishing.test_uploads import picture


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


def address(data=None, kind="png"):
    return f"data:image/{kind};base64,{base64.b64encode(data or picture('PNG')).decode()}"


def noise(side):
    """A picture that cannot be made small."""
    grain = random.Random(1).randbytes(side * side * 3)  # noqa: S311 -- no secret
    image = Image.frombytes("RGB", (side, side), grain)
    from io import BytesIO

    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def editor(client, staff, site):
    user = staff("editor", site.region)
    client.force_login(user)
    return user


@pytest.fixture
def column(site):
    return factories.ColumnFactory(site=site)


def posted(column, body, **changes):
    return {
        "column": column.pk,
        "title": "推介会召开",
        "source": "青溪县投资促进局",
        "publish_at_0": "2026-11-01",
        "publish_at_1": "08:00",
        "body": body,
        "_save": "1",
    } | changes


def save(client, column, body, **changes):
    return client.post(reverse("admin:news_article_add"), posted(column, body, **changes))


def test_take_out_and_put_back_are_each_others_reverse():
    html = f"""<p>甲<img alt="现场" src="{address()}"><img src='{address(b"x")}'>乙</p>"""
    text, pictures = take_out(html)
    assert list(pictures.values()) == [address(), address(b"x")]
    assert "data:" not in text
    assert put_back(text, pictures) == html.replace("'", '"')


def test_take_out_leaves_other_addresses_alone():
    html = (
        '<p data-src="data:x"><a href="data:image/png;base64,AA">x</a><img src="/media/a.jpg"></p>'
    )
    assert take_out(html.replace(' data-src="data:x"', "")) == (
        html.replace(' data-src="data:x"', ""),
        {},
    )


@pytest.mark.parametrize(
    "spelling",
    [
        "data:image/png;base64,{}",
        "DATA:image/PNG;base64,{}",
        "data:image/png;charset=utf-8;base64,{}",
        "data:;base64,{}",
        "data:image/png; base64,{}",
    ],
)
def test_file_of_reads_every_spelling(spelling):
    data = picture("PNG")
    coded = base64.b64encode(data).decode()
    assert file_of(spelling.format(coded)).read() == data
    assert (
        file_of(spelling.format(coded[:40] + "\n " + coded[40:].replace("+", "%2B"))).read() == data
    )


@pytest.mark.parametrize("broken", ["data:", "data:image/png;base64,", "data:image/png;base64,A*"])
def test_file_of_refuses_what_is_damaged(broken):
    with pytest.raises(ValidationError, match="图片数据不完整"):
        file_of(broken)


LEFT_BEHIND = {
    "foreign": ('<img src="https://mmbiz.qpic.cn/a.jpg?wx_fmt=jpeg">', "mmbiz.qpic.cn"),
    "lazy": (
        '<img data-src="https://mmbiz.qpic.cn/a" src="data:image/gif;base64,R0lGODlh">',
        "mmbiz.qpic.cn",
    ),
    "without scheme": ('<img src="//img.e.example/a.png">', "img.e.example"),
    "file of Word": (
        '<img src="file:///C:/Users/x/AppData/Local/Temp/clip_image001.png">',
        "您电脑上的 Word 或 WPS",
    ),
    "vector of Word": (
        '<v:imagedata src="file:///C:/a.png" o:title="x">',
        "您电脑上的 Word 或 WPS",
    ),
    "blob": ('<img src="blob:https://e.example/1">', "“blob:https://e.example/1”"),
    "mail": ('<img src="cid:image001@x">', "“cid:image001@x”"),
    "old Safari": ("<img src=webkit-fake-url://1/a.png>", "“webkit-fake-url://1/a.png”"),
    "relative": ('<img src="images/a.jpg">', "“images/a.jpg”"),
}


@pytest.mark.parametrize("name", LEFT_BEHIND)
def test_pictures_that_lie_elsewhere_are_named(name):
    html, place = LEFT_BEHIND[name]
    assert left_behind_sentence(f"<p>甲{html}</p>", "正文") == (
        f"正文里有 1 张图片没有存下来，它们在别处：{place}。"
        "请把图片另存到电脑，再用编辑器的“上传图片或 PDF”放进来。"
    )


LAZY = (
    '<img data-src="https://mmbiz.example/a" src="data:image/svg+xml;utf8,%3Csvg/%3E">',
    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-original='//mmbiz.example/a.jpg'>",
    "<IMG SRC=data:image/png;base64,AAAA DATA-LAZY-SRC=http://mmbiz.example/a.jpg>",
)


@pytest.mark.parametrize("image", LAZY)
def test_placeholder_of_a_picture_elsewhere_is_no_picture(client, editor, column, image):
    response = save(client, column, f"<p>第一句。{image}</p>")
    assert response.status_code == 302
    assert (Asset.objects.count(), "第一句。" in Article.objects.get().body) == (0, True)
    assert [str(message) for message in get_messages(response.wsgi_request)][0] == (
        "正文里有 1 张图片没有存下来，它们在别处：mmbiz.example。"
        "请把图片另存到电脑，再用编辑器的“上传图片或 PDF”放进来。"
    )


@pytest.mark.parametrize(
    ("link", "name"),
    [
        ('<a href="file:///C:/资料/宗地图.docx">附件</a>', "宗地图.docx"),
        ("<a class=x href='file:///C:\\\\资料\\\\表.xlsx'>附件</a>", "表.xlsx"),
        ("<A HREF=file://server/share/%E8%A1%A8.xls>附件</A>", "表.xls"),
    ],
)
def test_links_to_files_of_the_writers_computer_are_named(link, name):
    assert left_behind_sentence(f"<p>{link}{link}</p>", "正文") == (
        f"正文里有链接指向您电脑上的文件（{name}），别人打不开，没有保留："
        "请把文件存成 PDF，再用编辑器的“上传图片或 PDF”放进来。"
    )
    assert left_behind_sentence('<a href="https://a.example/file:1">甲</a>', "正文") == ""


def test_pictures_of_this_site_and_of_the_text_itself_are_not_left_behind(settings):
    settings.ALLOWED_HOSTS = ["zs.example.cn"]
    html = (
        f'<img src="https://zs.example.cn/media/a.jpg"><img src="{address()}"><img src="/media/b">'
    )
    assert (left_behind(html), left_behind_sentence(html, "正文")) == ([], "")


def test_saving_stores_pasted_pictures(client, editor, column):
    body = f'<p>第一段</p><p><img alt="现场" src="{address()}"></p><p>最后一段</p>'
    assert save(client, column, body).status_code == 302
    asset = Asset.objects.get()
    image = f'<img alt="现场" src="/media/{asset.file.name}" width="60" height="40">'
    assert Article.objects.get().body == f"<p>第一段</p><p>{image}</p><p>最后一段</p>"
    assert (asset.kind, asset.uploaded_by, asset.region) == ("image", editor, column.site.region)
    with default_storage.open(asset.file.name) as file, Image.open(file) as image:
        assert image.size == (60, 40)


def test_same_picture_twice_is_stored_once(client, editor, column):
    image = f'<img src="{address()}">'
    save(client, column, f"<p>甲{image}{image}</p>")
    assert Asset.objects.count() == 1


def test_a_few_photos_come_through_in_one_paste(client, editor, column):
    photos = "".join(f'<p><img src="{address(noise(side))}"></p>' for side in (1100, 1101, 1102))
    assert len(photos) > 10 * 1024 * 1024
    assert save(client, column, f"<p>甲</p>{photos}").status_code == 302
    assert Article.objects.get().body.count("/media/editor/") == 3


def test_refused_form_keeps_text_and_pictures_and_stores_them_once(client, editor, column):
    body = f'<p>第一段</p><p><img alt="现场" src="{address()}"></p>'
    page = save(client, column, body, title="")
    assert (page.status_code, Article.objects.count(), Asset.objects.count()) == (200, 0, 1)
    shown = page.context["adminform"].form["body"].value()
    assert shown == body.replace(address(), Asset.objects.get().file.url)
    assert save(client, column, shown).status_code == 302
    assert Asset.objects.count() == 1


REFUSED = {
    "svg": ("data:image/svg+xml;base64,PHN2ZyB4bWxucz0iIi8+", "SVG 矢量图"),
    "svg as text": ("data:image/svg+xml;utf8,%3Csvg xmlns='x'/%3E", "SVG 矢量图"),
    "gif": (address(picture("GIF", "P"), "gif"), "GIF 图片"),
    "bmp": (address(picture("BMP"), "bmp"), "BMP 图片"),
    "page": ("data:text/html,<script>alert(1)</script>", "图片"),
    "pdf": ("data:application/pdf;base64,JVBERi0xLjQK", "PDF 文件"),
    "damaged": ("data:image/png;base64,6Iz0tYe9Pj4EidBJXj6hSw==", "不是完好的"),
    "empty": ("data:image/png;base64,", "图片数据不完整"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_pictures_are_named_and_the_text_comes_back(client, editor, column, name):
    source, words = REFUSED[name]
    page = save(client, column, f'<p>第一段</p><p><img alt="x" src="{source}"></p>')
    [message] = page.context["adminform"].form.errors["body"]
    assert message.startswith("正文里第 1 张粘贴的图片没有保存：")
    assert words in message
    assert (Article.objects.count(), Asset.objects.count()) == (0, 0)
    html = page.content.decode()
    assert "第一段" in html
    assert "<script>alert(1)" not in html
    assert "&amp;lt;p" not in html


def test_too_many_pictures_are_refused_in_a_sentence(client, editor, column):
    body = "".join(f'<img src="{address(picture("PNG", size=(n, 1)))}">' for n in range(1, 22))
    page = save(client, column, f"<p>甲{body}</p>")
    [message] = page.context["adminform"].form.errors["body"]
    assert message.startswith("正文里粘贴的图片超过 20 张")
    assert Asset.objects.count() == 0


def test_form_that_knows_nobody_takes_no_picture(db):
    html = f'<p>甲<img src="{address()}"></p>'
    assert "/media/editor/" not in RichTextFormField().clean(html)
    assert Asset.objects.count() == 0


def test_saving_names_foreign_pictures(client, editor, column):
    reply = save(client, column, '<p>甲<img src="https://img.e.example/a.jpg"></p>')
    assert reply.status_code == 302
    told = [str(message) for message in get_messages(reply.wsgi_request)]
    assert [text for text in told if "img.e.example" in text] == [
        "正文里有 1 张图片没有存下来，它们在别处：img.e.example。"
        "请把图片另存到电脑，再用编辑器的“上传图片或 PDF”放进来。"
    ]


def test_tangled_text_comes_back_as_words_never_as_source(client, editor, column):
    page = save(client, column, "<div>" * 300 + "第一段" + "</div>" * 300 + "<p>第二段</p>")
    [message] = page.context["adminform"].form.errors["body"]
    assert message.startswith("正文的排版太复杂")
    widget = page.context["adminform"].form.fields["body"].widget
    shown = widget.format_value(page.context["adminform"].form["body"].value())
    assert shown == "<p>第一段</p><p>第二段</p>"


def test_text_far_too_long_comes_back_as_words_never_as_source(client, editor, column):
    page = save(client, column, "<p>第一段</p>" + "<p>很长的正文</p>" * 90_000)
    [message] = page.context["adminform"].form.errors["body"]
    assert message.startswith("正文太长")
    html = page.content.decode()
    assert ("第一段" in html, "&amp;lt;" in html) == (True, False)
