"""Blocks that we do not keep, as editors of 公众号, office suites and old pages write them."""

import pytest

from publishing.richtext import plain_text, sanitise
from tests.timing import cpu_seconds

LAYOUTS = {
    "case N4": (
        "<div>第一段：厂房临路。</div><div>第二段：配电 630 kVA。</div>"
        "<section>第三段：可办环评。</section><div><span>层高</span><span>8 m</span></div>",
        "<p>第一段：厂房临路。</p><p>第二段：配电 630 kVA。</p><p>第三段：可办环评。</p>"
        "<p>层高8 m</p>",
    ),
    "nested, with words between": ("<div>甲<div>乙</div>丙</div>丁", "甲|乙|丙|丁"),
    "definitions": (
        "<dl><dt>层高</dt><dd>8 <b>m</b></dd></dl>",
        "层高|8 <strong>m</strong>",
    ),
    "page": (
        "<html><head><title>页名</title></head><body><header>甲</header><main><article>乙"
        "</article></main><aside>丙</aside><footer>丁</footer></body></html>",
        "甲|乙|丙|丁",
    ),
    "form": (
        "<form><fieldset><legend>题</legend>用途 <label>仓储</label><select><option>一</option>"
        "<option>二</option></select></fieldset></form>",
        "题|用途 仓储|一|二",
    ),
    "question": ("<details><summary>问</summary>答<p>再答</p></details>", "问|答|再答"),
    "address": ("<address>地址</address><nav>路</nav><hgroup>组</hgroup>", "地址|路|组"),
    "lines of source": (
        "<pre>\n第一行\n\n 第二行</pre>",
        "<p>第一行<br><br> 第二行</p>",
    ),
    "blank lines": ("<div>甲</div><div>&nbsp;</div><div><br></div><div>乙<br></div>", "甲|乙"),
    "breaks": ("<div>甲<br>乙</div>", "<p>甲<br>乙</p>"),
    "word processor": (
        "<div>甲<o:p></o:p></div><p>乙<v:shape>丙</v:shape><w:t>丁</w:t></p>",
        "甲|乙丙丁",
    ),
    "unknown elements": ("<p>甲<mp-note>乙</mp-note><font>丙</font></p>", "甲乙丙"),
    "spans shown as blocks": (
        '<span style="display: block">甲</span><span style="color:red;display:block">乙'
        "<span>丙</span></span>",
        "甲|乙丙",
    ),
    "paragraph in a block": ("<section><p>甲</p><p>乙</p></section>", "甲|乙"),
    "block in a paragraph": ("<p>甲<div>乙</div>丙</p>", "甲|乙|丙"),
    "inline around blocks": (
        "<b><div>甲</div><div>乙</div></b>",
        "<strong>甲</strong>|<strong>乙</strong>",
    ),
    "link around blocks": (
        '<a href="/x/"><section>甲</section><h2>乙</h2></a>',
        '<p><a href="/x/" rel="noopener noreferrer">甲</a></p>'
        '<h2><a href="/x/" rel="noopener noreferrer">乙</a></h2>',
    ),
    "heading in pieces": ("<h1><div>题</div><div>副题</div></h1>", "<h2>题<br>副题</h2>"),
    "cell": (
        "<table><tr><td>甲<div>乙</div></td><td><div>丙</div></td></tr></table>",
        "<table><tbody><tr><td>甲<p>乙</p></td><td><p>丙</p></td></tr></tbody></table>",
    ),
    "picture": (
        '<div><figure><div><img src="/media/a.jpg"></div><figcaption><div>题</div></figcaption>'
        "</figure></div>",
        '<figure><img src="/media/a.jpg"><figcaption>题</figcaption></figure>',
    ),
    "old lists": (
        "<menu><li>甲</menu><dir><li>乙</dir>",
        "<ul><li>甲</li></ul><ul><li>乙</li></ul>",
    ),
    "list in a block": ("<div><ul><li>甲</li></ul></div>", "<ul><li>甲</li></ul>"),
    "centre": ("<center><b>题</b></center>", '<p class="align-center"><strong>题</strong></p>'),
    "alignment is handed down": (
        '<div align="center"><p>甲</p><p align="right">乙</p></div>'
        '<section style="text-align:right">丙</section>',
        '<p class="align-center">甲</p><p class="align-right">乙</p><p class="align-right">丙</p>',
    ),
    "settings of a word processor": ("<xml><w:View>Normal</w:View></xml><div>甲</div>", "甲"),
}


def spelt_out(short):
    """甲|乙 stands for <p>甲</p><p>乙</p>."""
    starts_with_block = short.startswith(("<p", "<h", "<t", "<u", "<f"))
    return short if starts_with_block else "".join(f"<p>{part}</p>" for part in short.split("|"))


@pytest.mark.parametrize("name", LAYOUTS)
def test_blocks_outside_the_allow_list_become_paragraphs(name):
    html, expected = LAYOUTS[name]
    assert sanitise(html) == spelt_out(expected)
    assert sanitise(sanitise(html)) == sanitise(html)


@pytest.mark.parametrize(
    "html",
    [
        "字",
        "<p>甲</p>乙",
        "<ul><li>甲</li></ul>",
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
    ],
)
def test_what_holds_no_such_block_stays_as_it_is(html):
    assert sanitise(html) == html


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<div>甲</div><section>乙</section>", "甲 乙"),
        ("<dl><dt>甲</dt><dd>乙</dd></dl><pre>丙</pre><center>丁</center>", "甲 乙 丙 丁"),
        ("<h1>甲</h1>乙<h5>丙</h5>丁", "甲 乙 丙 丁"),
        ("格<span>尔</span><o:p>木</o:p>", "格尔木"),
        ("<select><option>甲<option>乙</select>", "甲 乙"),
    ],
)
def test_plain_text_parts_all_blocks_and_no_inline_element(html, words):
    assert plain_text(html) == words


@pytest.mark.parametrize("piece", ["<dd>", "<dt>字", "<dd></dd>字"])
def test_a_flood_of_blocks_is_answered_soon(piece):
    html = "<div>" * 200 + piece * (990_000 // len(piece))
    assert cpu_seconds(sanitise, html) < 2.5
