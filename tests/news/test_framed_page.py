import datetime

import pytest

from news.legacy.framed_page import (
    FramedPage,
    body_of,
    crumbs_of,
    date_of,
    is_meta_line,
    remove_frame,
)

HEAD = ["云岭", "招商网", "云岭招商网 > 招商动态 > 青溪河桥通车", "青溪河桥通车"]
META = "| 招商动态 |2019-03-08"


def test_remove_frame_finds_the_article():
    page = remove_frame([*HEAD, META, "第一段。", "第二段。", "招商热线:400-000-0000", "投资指南"])
    assert page == FramedPage(
        title="青溪河桥通车",
        site_name="云岭招商网",
        column_name="招商动态",
        published_on=datetime.date(2019, 3, 8),
        paragraphs=["第一段。", "第二段。"],
    )


def test_remove_frame_joins_a_meta_line_in_two_parts():
    page = remove_frame([*HEAD, "| 招商动态 |", "2013年10月10日 08:59", "正文。"])
    assert (page.column_name, page.published_on) == ("招商动态", datetime.date(2013, 10, 10))


def test_remove_frame_reads_labels_of_the_meta_line_and_the_signature():
    meta = "发布时间：2010/7/16 来源：示例日报 作者：示例记者"
    page = remove_frame(["标题", meta, "正文。", "（责任编辑：示例编辑）"])
    assert page.labels == {
        "source": "示例日报",
        "author": "示例记者",
        "responsible_editor": "示例编辑",
    }
    assert page.paragraphs == ["正文。"]


def test_remove_frame_without_meta_line_keeps_all_as_body():
    assert remove_frame(["甲。", "乙。"]) == FramedPage(paragraphs=["甲。", "乙。"])


def test_remove_frame_without_breadcrumb_takes_the_line_above_the_meta_line():
    page = remove_frame(["云岭招商网", "桥梁通车", META, "正文。"])
    assert page.title == "桥梁通车"


@pytest.mark.parametrize(
    "line",
    [
        "招商热线:400-000-0000", "投资指南", "... 更多", "• 进入小程序找园区", "友情链接:",
        "下一篇：没有了", "×", "稍后再说", "马上咨询", "电话咨询", "客服咨询",
        "您好,园区招商专员为您解答问题!", "打印本页", "版权所有 示例公司", "主办单位：示例单位",
    ],
)  # fmt: skip
def test_body_ends_before_a_frame_line(line):
    assert body_of(["正文。", line, "框架里的字"]) == ["正文。"]


@pytest.mark.parametrize(
    "line",
    [
        "招商热线:400-000-0000开通以来，接听来电三千个。",
        "投资指南已经印发到各园区。",
        "联系人：示例，电话咨询请拨热线。",
        "投资环境",
    ],
)
def test_body_keeps_sentences_that_mention_the_frame(line):
    assert body_of(["正文。", line, "下一段。"]) == ["正文。", line, "下一段。"]


def test_body_ends_before_the_heading_of_the_tiles():
    lines = ["正文。", "投资云岭", "• 工业用地", "工业用地", "立即咨询"]
    assert body_of(lines) == ["正文。"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (META, True),
        ("发布时间：2016年05月25日09:31", True),
        ("来源：示例日报 2019-03-08", True),
        ("| 招商动态 | 没有日期", False),
        ("3月6日，项目签约。2019-03-08", False),
        ("|" + "长" * 120 + "2019-03-08", False),
    ],
)
def test_meta_line_is_short_and_starts_with_a_bar_or_a_label(line, expected):
    assert is_meta_line(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2016-12-07", datetime.date(2016, 12, 7)),
        ("2024 03-20 09:09:51", datetime.date(2024, 3, 20)),
        ("2016年05月25日09:31", datetime.date(2016, 5, 25)),
        ("2016-13-40", None),
        ("12016-12-07", None),
        ("没有日期", None),
    ],
)
def test_date_of_reads_what_old_pages_write(line, expected):
    assert date_of(line) == expected


def test_crumbs_are_split_and_stripped():
    assert crumbs_of("甲网  >  乙栏 » 丙") == ["甲网", "乙栏", "丙"]
