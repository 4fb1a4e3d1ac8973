import contextlib
import datetime
import json
from pathlib import Path

import pytest

from news.legacy.article import LegacyArticle, event_date, parse, provisional_title, split_kind
from news.legacy.markup import read_html
from news.legacy.reader import Unreadable, lines_of, read
from tests.news.frames import DAY, FRAMES, PAPER, TITLE, TRAPS, TWO
from tests.timing import NOISE_SECONDS, seconds

DOCUMENTS = Path(__file__).parent / "documents"
TODAY = datetime.date(2026, 11, 21)
META = "| 招商动态 |2019-03-08"
# Layouts of which something is uncertain, or lost: these become drafts.
DOUBTED = {
    *("bare_day_below.txt", "calendar_leaf.htm", "day_before_title.htm", "day_beside_title.txt"),
    *("doubled_title_captions.htm", "gbk_says_utf8.htm", "h1_with_day.htm", "lost_characters.htm"),
    *("lost_twice.htm", "mobile.htm", "source_then_day.htm"),
}


def test_parse_reads_the_framed_text():
    article = parse(read(DOCUMENTS / "framed.txt").lines, today=TODAY)
    assert article == LegacyArticle(
        title="云岭县冷链仓库项目签约",
        kind="签约",
        column_name="招商动态",
        published_on=datetime.date(2019, 3, 8),
        event_on=datetime.date(2019, 3, 6),
        source="云岭招商网",
        paragraphs=[
            "3月6日，云岭县冷链仓库项目在县招商服务中心签约。项目分两期建设，"
            "一期占地1,200亩（其中绿地80亩），计划当年开工；二期视用电情况而定。",
            "企业代表说：“仓库离铁路货场只有6.2公里，运费能省多少？我们算过账！”"
            "签约双方约定，09:50开始的现场会以后每月举行一次，"
            "详情见https://example.cn/cold?id=3。",
            "下一步，县里将安排专人（每个工作日在岗）跟进手续。",
        ],
    )


def test_parse_reads_the_framed_html():
    article = parse(read(DOCUMENTS / "framed.htm").lines, today=TODAY)
    assert article == LegacyArticle(
        title="青溪河桥通车",
        column_name="招商动态",
        published_on=datetime.date(2020, 1, 3),
        event_on=datetime.date(2019, 12, 30),
        source="云岭招商网",
        responsible_editor="示例编辑部",
        paragraphs=[
            "12月30日，青溪河桥建成通车，园区到车站的路程缩短5公里。",
            "第二段重点<标段>验收合格；",
        ],
    )
    assert article.body.endswith("<p>第二段重点&lt;标段&gt;验收合格；</p>")


@pytest.mark.parametrize("name", FRAMES)
def test_parse_takes_no_wrong_field_without_a_note(name):
    right = FRAMES[name]
    page = read(DOCUMENTS / "frames" / name)
    article = parse(page.lines, today=TODAY, declared=page.declared)
    assert (article.title, article.published_on, article.source) == (
        right.title, right.day, right.source,
    )  # fmt: skip
    assert right.paragraphs in (None, article.paragraphs)
    if right.note:
        assert [note for note in article.notes if right.note in note] != []
    else:
        assert article.notes == []


def test_parse_reads_layouts_of_many_makers_exactly_or_says_a_doubt():
    """Written before the reader was tuned to any of them; right.json says what each holds."""
    folder = DOCUMENTS / "layouts"
    rights = json.loads((folder / "right.json").read_text())
    wrong, doubted, silent = [], [], []
    for name, right in rights.items():
        page = read(folder / name)
        article = parse(page.lines, today=TODAY, declared=page.declared)
        said = {
            "title": article.title,
            "day": str(article.published_on),
            "source": article.source,
            "body": article.paragraphs,
            "subtitle": article.subtitle,
            "author": article.author,
            "editor": article.responsible_editor,
        }
        notes = page.doubts + article.notes
        misses = [key for key, value in right.items() if value is not None and said[key] != value]
        wrong += [(name, misses)] if misses else []
        silent += [name] if misses and not notes else []
        doubted += [name] if notes else []
    assert silent == []
    assert wrong == []
    assert len(rights) >= 40
    assert set(doubted) == DOUBTED


@pytest.mark.parametrize("name", TRAPS)
def test_parse_falls_into_no_trap(name):
    html, note = TRAPS[name]
    page = read_html(html)
    article = parse(page.lines, today=TODAY, declared=page.declared)
    if note:
        assert [text for text in article.notes if note in text] != []
    else:
        right = (TITLE, DAY, PAPER, TWO, [])
        assert right == (
            article.title, article.published_on, article.source, article.paragraphs, article.notes,
        )  # fmt: skip


def test_each_frame_is_tried():
    refused = {"frameset.htm", "list.htm"}
    assert {path.name for path in (DOCUMENTS / "frames").iterdir()} == set(FRAMES) | refused


def test_parse_says_what_was_used():
    page = read(DOCUMENTS / "meta_tags.htm")
    article = parse(page.lines, today=TODAY, declared=page.declared)
    assert (article.title, article.source) == ("青溪县举行产业链招商推介会", "青溪县投资促进局")
    assert article.published_on == datetime.date(2024, 6, 18)
    assert article.paragraphs[-1] == "会上发布标准地 12 宗、标准厂房 6.8 万平方米。"
    assert article.taken_from == [
        ("标题", "meta ArticleTitle、h1、页面标题行、title 元素"),
        ("发布日期", "meta PubDate"),
        ("来源", "meta ContentSource"),
    ]
    assert article.notes == []


def test_parse_makes_no_title_of_a_list():
    page = read(DOCUMENTS / "frames" / "list.htm")
    article = parse(page.lines, today=TODAY, declared=page.declared)
    assert article.title == "青溪县召开用电协调会2024-06-19"
    assert article.notes[:2] == ["页面没有标题，暂用正文首句。", "页面没有可信的发布日期。"]


@pytest.mark.parametrize(
    ("trace", "is_lost"), [("锟斤拷", True), ("\ufffd", True), ("推进", False)]
)
def test_parse_notes_lost_characters(trace, is_lost):
    article = parse([f"园区{trace}会议在格尔木召开，与会企业二十家。"], today=TODAY)
    assert ("文字有丢失（乱码），请找原文补齐。" in article.notes) is is_lost


def test_parse_marks_a_rewritten_text_and_leaves_it_as_it_is():
    lines = read(DOCUMENTS / "rewritten.txt").lines
    article = parse(lines, today=TODAY)
    assert article.paragraphs == lines
    assert article.title == "云嶺縣招商引資項(xiàng)目推進(jìn)會(huì"
    assert article.notes == [
        "页面没有标题，暂用正文首句。",
        "页面没有可信的发布日期。",
        "页面没有注明来源。",
        "正文夹有拼音注音，疑似被改写过，须人工修复。",
    ]


@pytest.mark.parametrize("day", ["2027-01-01", "1900-01-01", "2019-02-30"])
def test_parse_doubts_an_impossible_date(day):
    article = parse(["云岭网 > 标题", "标题", f"| 动态 |{day}", "正文。"], today=TODAY)
    assert article.published_on is None
    assert article.notes == ["页面没有可信的发布日期。"]


def test_parse_shortens_a_title_beyond_the_field():
    long = "长" * 101
    article = parse([f"云岭网 > {long}", long, META, "正文。"], today=TODAY)
    assert (article.title, article.notes) == ("长" * 100, ["标题超过 100 字，已截短。"])


@pytest.mark.parametrize("lines", [["标题", META], ["标题", META, "12345"], ["English only."]])
def test_parse_refuses_a_page_without_chinese_body(lines):
    with pytest.raises(Unreadable, match="找不到中文正文。"):
        parse(lines, today=TODAY)


def test_parse_refuses_what_is_too_long_for_an_article():
    with pytest.raises(Unreadable, match="正文超过 10 万字，不像一篇文章。"):
        parse(["标题", META, "长" * 100_001], today=TODAY)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("【会议】座谈会召开", ("会议", "座谈会召开")),
        ("座谈会【会议】召开", ("", "座谈会【会议】召开")),
        ("【会议】", ("", "【会议】")),
        ("【这个标签实在写得太长了吧】题", ("", "【这个标签实在写得太长了吧】题")),
    ],
)
def test_kind_is_split_from_the_title(title, expected):
    assert split_kind(title) == expected


def test_provisional_title_is_the_first_sentence_cut_at_28():
    assert provisional_title(["开工了！后面的话。"]) == "开工了"
    assert provisional_title(["长" * 40]) == "长" * 28


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12月5日，开会", datetime.date(2016, 12, 5)),
        ("12月30日，开会", datetime.date(2015, 12, 30)),
        ("2014年2月3日，开会", datetime.date(2014, 2, 3)),
        ("2017年2月3日，开会", None),
        ("2月30日，开会", None),
        ("昨日，开会", None),
    ],
)
def test_event_date_is_never_after_the_page(text, expected):
    assert event_date([text], datetime.date(2016, 12, 7)) == expected


@pytest.mark.parametrize(
    "piece",
    ["12月", "會(hu", "會(huì)", "字 > ", "招商热线 ", "来源", "投资云岭\n", "2019-", "字\n"],
)
def test_parse_takes_linear_time(piece):
    def attempt(text):
        with contextlib.suppress(Unreadable):
            parse(lines_of(text), today=TODAY)

    text = piece * (45_000 // len(piece))
    # Doubled input, doubled time; quadratic time would show 4.
    assert seconds(attempt, text * 2) < 3.5 * seconds(attempt, text) + NOISE_SECONDS
