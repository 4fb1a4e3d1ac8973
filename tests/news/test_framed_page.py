import datetime

from news.legacy.framed_page import FramedPage, remove_frame

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
