import pytest

from news.legacy.frame_lines import crumbs_of, is_below, is_menu


def test_crumbs_are_split_and_stripped():
    assert crumbs_of("甲网  >  乙栏 » 丙") == ["甲网", "乙栏", "丙"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("首页 | 政务公开 | 招商引资", True),
        ("首页", True),
        ("首页 走进青溪 政务公开 互动交流", True),
        ("English", True),
        ("您现在的位置：", True),
        ("青溪县举行推介会", False),
        ("园区 | 用地", False),
        ("项目用地、用电、用水", False),
    ],
)
def test_menus_are_rows_of_short_words(line, expected):
    assert is_menu(line) is expected


@pytest.mark.parametrize(
    "line",
    [
        "扫一扫在手机打开当前页", "相关阅读", "猜你喜欢", "示ICP备00000000号", "上一条：没有了",
        "网站标识码：0000000000 示公网安备 00000000000000号", "技术支持：示例科技", "分享到：",
        "声明：本站转载仅供参考。", "点击：3次", "阅读原文", "您是第 3 位访客",
        "地址：青溪县政府大楼 邮编：000000",
    ],
)  # fmt: skip
def test_lines_below_the_text_are_known(line):
    assert is_below(line)


@pytest.mark.parametrize(
    "line",
    [
        "分享发展成果是目标。",
        "地址：青溪工业园东区一号。",
        "收藏价值高。",
        "相关阅读材料已经印发。",
        "联系电话请见附表。",
    ],
)
def test_sentences_are_of_the_text(line):
    assert is_below(line) is False
