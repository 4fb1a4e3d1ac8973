import datetime

import pytest

from news.legacy.head_labels import is_head_line, is_meta_line, is_open_label, read_labels

META = "| 招商动态 |2019-03-08"
DAY = datetime.date(2024, 6, 19)


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
    ("line", "values"),
    [
        ("来源：青溪日报 浏览次数：12", {"source": "青溪日报"}),
        ("来源： 浏览次数：12 字号：大 中 小", {}),
        (
            "来源：青溪县 投资促进局 作者：示例记者",
            {"source": "青溪县 投资促进局", "author": "示例记者"},
        ),
        ("信息来源：青溪日报 打印 关闭", {"source": "青溪日报"}),
        (
            "來源：青溪日報 責任編輯：示例編輯",
            {"source": "青溪日報", "responsible_editor": "示例編輯"},
        ),
        ("来源:未知 作者:admin 点击:3", {}),
        ("来源：青溪日报 2024-06-19", {"source": "青溪日报"}),
        ("【字体：大 中 小】 来源：《青溪日报》", {"source": "青溪日报"}),
        ("来源：【打印】", {}),
        ("来源：【青溪县工业局】 打印", {"source": "青溪县工业局"}),
        ("来源：青溪日报(记者示例)", {"source": "青溪日报"}),
        ("来源：点击查看", {}),
        ("来源：http://example.cn", {}),
    ],
)
def test_a_value_ends_where_the_next_label_begins(line, values):
    assert read_labels([line]).values == values


@pytest.mark.parametrize(
    ("line", "dates"),
    [
        (
            "发布时间：2024-06-19 更新时间：2024-07-02",
            [("发布时间", DAY), ("更新时间", DAY.replace(month=7, day=2))],
        ),
        ("会议时间：2024-06-18 发布日期：2024年6月19日", [("发布日期", DAY)]),
        ("来源：青溪日报 2024/6/19", [("", DAY)]),
        ("今天是2026年11月28日 星期六", []),
        ("截止日期：2024-06-19", []),
        ("签约时间：2024-06-19", []),
        ("日期：2026年11月28日 星期六", []),
        ("2024-06-19 09:12 青溪新闻网", [("", DAY)]),
    ],
)
def test_days_keep_their_labels(line, dates):
    assert read_labels([line]).dates == dates


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("字号：[大 中 小]", True),
        ("【打印】 【关闭】", True),
        ("2024-06-19 09:12", True),
        ("作者：示例记者", True),
        ("来源：青溪日报的报道引起了企业的注意。", False),
        ("青溪县举行推介会", False),
        ("大中小企业", False),
    ],
)
def test_head_lines_hold_nothing_of_the_article(line, expected):
    assert is_head_line(line) is expected


def test_open_labels_wait_for_their_value():
    assert [is_open_label(line) for line in ("来源：", "来源：青溪日报", "浏览次数：", "标题")] == [
        True, False, False, False,
    ]  # fmt: skip
