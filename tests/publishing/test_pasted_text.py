"""What Word, WPS, 公众号 and web pages leave in a text, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.pasted_text import SAID, tidied
from publishing.richtext import sanitise
from tests.floods import flood
from tests.publishing.test_richtext import MARKUP
from tests.timing import grows_in_step

PLACE = '<img alt="缺图 {}" src="/static/img/missing-picture.svg">'


def word(words, style=""):
    return (
        f"<p class=MsoNormal style='{style}'><span lang=EN-US style='font-size:12.0pt;"
        f"mso-bidi-font-size:11.0pt'>{words}<o:p></o:p></span></p>"
    )


def numbered(mark, words):
    return word(
        f"<![if !supportLists]><span style='mso-list:Ignore'>{mark}<span style='font:7.0pt'>"
        f"&nbsp;&nbsp; </span></span><![endif]>{words}",
        "text-indent:-21.0pt;mso-list:l0 level1 lfo1",
    )


CELL = "<td width=189 style='border:solid windowtext 1.0pt'>{}</td>"
SHAPES = {
    "indents of Word": (
        word("&nbsp;&nbsp;&nbsp; 供气已通。") + word("　　供水也通。"),
        "<p>供气已通。</p><p>供水也通。</p>",
    ),
    "empty paragraphs": (
        word("甲") + word("&nbsp;") + "<p><br></p><h2><b> </b></h2>" + word("乙"),
        "<p>甲</p><p>乙</p>",
    ),
    "numbers of Word": (
        numbered("1.", "供气") + numbered("2.", "供水"),
        "<ol><li>供气</li><li>供水</li></ol>",
    ),
    "dots of Word": (
        numbered("l", "供气") + numbered("n", "供水"),
        "<ul><li>供气</li><li>供水</li></ul>",
    ),
    "numbers typed in WPS": (
        "<p class=MsoNormal>1、供气</p><p class=MsoNormal>2、供水</p><p>完</p>",
        "<ol><li>供气</li><li>供水</li></ol><p>完</p>",
    ),
    "items that begin in bold": (
        "<p><b>1. 区位。</b>近</p><p><b>2. 电力。</b>足</p>",
        "<ol><li><strong>区位。</strong>近</li><li><strong>电力。</strong>足</li></ol>",
    ),
    "Chinese numbers": (
        "<p>（一）营业执照</p><p>（二）申请表</p>",
        '<ol class="han-brackets"><li>营业执照</li><li>申请表</li></ol>',
    ),
    "lines of one paragraph": (
        "<p>(1) 供气<br>(2) 供水</p>",
        '<ol class="brackets"><li>供气</li><li>供水</li></ol>',
    ),
    "table of Word": (
        "<table class=MsoTableGrid><tr>"
        + CELL.format(word("<b>项目</b>"))
        + CELL.format("<p align=center><b>投资</b></p>")
        + "</tr><tr>"
        + CELL.format(word("供气"))
        + CELL.format(word("&nbsp;"))
        + "</tr></table>",
        '<table><thead><tr><th scope="col">项目</th><th scope="col">投资</th></tr></thead>'
        "<tbody><tr><td>供气</td><td>&nbsp;</td></tr></tbody></table>",
    ),
    "head that reaches into the body": (
        "<table><tr><td rowspan=2><b>项</b></td><td><b>投资</b></td></tr>"
        "<tr><td>2</td></tr></table>",
        '<table><tbody><tr><th rowspan="2" scope="col">项</th><th scope="col">投资</th></tr>'
        "<tr><td>2</td></tr></tbody></table>",
    ),
    "links without a target": (
        '<p><a name="_Toc1"></a>见<a href="#_Toc1">下文</a><a href="">附件</a></p>',
        "<p>见下文附件</p>",
    ),
    "soup of 公众号": (
        '<section style="margin:0"><section><span>　　园区供气。</span></section>'
        '<section><br></section><section><img data-src="https://mmbiz.example/640" alt="现场">'
        "</section></section>",
        f"<p>园区供气。</p><p>{PLACE.format('1：现场')}</p>",
    ),
    "web page with breaks for paragraphs": (
        "<div>供气<br><br>　　供水<br>当日</div>",
        "<p>供气</p><p>供水<br>当日</p>",
    ),
    "dots that count readers": ('<p>甲<img src="//c.example/x" width=1 height=1></p>', "<p>甲</p>"),
}


@pytest.mark.parametrize("name", SHAPES)
def test_pasted_shapes_come_out_clean(name):
    html, right = SHAPES[name]
    assert tidied(html).html == right


KEPT = (
    "<p>一、背景</p><p>供气已通。</p><p>二、目标</p><p>供水。</p>",
    "<p><strong>一、背景</strong></p><p><strong>二、目标</strong></p>",
    "<p>1. 供气</p><p>说明</p><p>2. 供水</p>",
    "<p>3. 供气</p><p>4. 供水</p>",
    "<p>1.5 万平方米</p><p>2.5 万平方米</p>",
    "<p>2024. 供气</p><p>2025. 供水</p>",
    "<p>1. 供气</p><p>（2）供水</p>",
    '<p class="align-center">一、甲</p><p class="align-center">二、乙</p>',
    "<table><tbody><tr><td><strong>甲</strong></td></tr><tr><td>乙</td></tr></tbody></table>",
    "<table><tbody><tr><td>甲</td><td>乙</td></tr><tr><td>&nbsp;</td><td>丁</td></tr></tbody></table>",
    "<p>甲　　乙<br>丙</p>\n\n<ul>\n\t<li>丁</li>\n</ul>",
    '<p><a href="/a/#x" rel="noopener noreferrer">甲</a></p>',
    '<p><img alt="图" src="/media/editor/a.jpg"></p>',
    "字",
)


@pytest.mark.parametrize("html", KEPT)
def test_what_needs_no_rule_stays_as_it_is(html):
    found = tidied(html)
    assert (found.html, found.sentence, found.places) == (html, "", ())


def test_what_was_taken_away_is_said():
    html, _ = SHAPES["table of Word"]
    assert tidied(f"<p>　甲</p><p></p>{html}<p><a>乙</a></p>").sentence == (
        "去掉了 1 处段首、段尾的空格，去掉了 2 个空段落，把 1 个表格的首行改成了表头，"
        "去掉了 1 个没有地址的链接（字还在）"
    )


def test_places_keep_their_numbers():
    html = f"<p>{PLACE.format('2：厂房')}<img alt='&lt;b&gt;'></p>"
    found = tidied(html)
    assert found.html == f"<p>{PLACE.format('2：厂房')}{PLACE.format('3：&lt;b&gt;')}</p>"
    assert [place.label for place in found.places] == ["缺图 3：<b>"]


PIECES = [
    *(html for html, _ in SHAPES.values()),
    *MARKUP,
    *("<p>", "</p>", "1. ", "2. ", "一、", "　", "<br>", "<b>", "</b>", "<img>", "<td>", "<a>"),
]


@flood(300)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=8).map("".join))
def test_tidying_twice_or_saving_changes_nothing_more(html):
    once = tidied(html).html
    assert sanitise(once) == once
    again = tidied(once)
    assert (again.html, {name for name in SAID if again.counts[name]}) == (once, set())


@pytest.mark.parametrize("piece", ["<p>　</p>", "<p>1、<br>", "<table><tr><td><p>", "<b>　", "　"])
def test_hostile_texts_take_linear_time(piece):
    assert grows_in_step(tidied, piece * (300_000 // len(piece)))
