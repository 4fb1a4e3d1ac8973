import pytest

from news.legacy.joined_lines import joined, parted
from news.legacy.lines import lines_of
from tests.timing import NOISE_SECONDS, seconds

TITLED = ["青溪县物流园正式开工建设（2024-06-19）", "正文。"]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["| 招商动态 |", "2013年10月10日 08:59"], ["| 招商动态 |2013年10月10日 08:59"]),
        (["2024-06-19", "09:31:05", "甲"], ["2024-06-19 09:31:05", "甲"]),
        (["来源：", "青溪新闻网"], ["来源：青溪新闻网"]),
        (["来源：", "青溪县物流园开工"], ["来源：", "青溪县物流园开工"]),
        (["19", "2024-06"], ["2024-06-19"]),
        (["2024年6月", "19日"], ["2024-6-19"]),
        (["19 2024-06"], ["2024-06-19"]),
        (["19", "06"], ["19", "06"]),
    ],
)
def test_joined_lines_say_one_thing(lines, expected):
    assert joined(lines) == expected


def test_parted_takes_the_day_off_the_one_title_above_the_text():
    apart = ["青溪县物流园正式开工建设", "（2024-06-19）", "正文。"]
    assert parted(TITLED, [], 1) == apart
    assert parted(["[2024-06-19] 青溪县物流园正式开工建设", "正文。"], [], 1) == [
        "青溪县物流园正式开工建设",
        "[2024-06-19]",
        "正文。",
    ]
    assert parted(TITLED, ["青溪县物流园正式开工建设"], 1) == apart
    assert parted(TITLED, ["另一个标题"], 1) == TITLED
    assert parted(TITLED, [], 0) == TITLED


def test_parted_leaves_lists_of_titles_alone():
    rows = [TITLED[0], "云岭工业园水价调整（2024-06-12）"]
    assert parted(rows, [], 2) == rows


@pytest.mark.parametrize("piece", ["（2024-06-19", "19 2024-", "甲\n（2024-06-19）\n", "来源：\n"])
def test_joining_and_parting_take_linear_time(piece):
    def attempt(text):
        lines = joined(lines_of(text))
        parted(lines, [], len(lines))

    text = piece * (100_000 // len(piece))
    assert seconds(attempt, text * 2) < 3.5 * seconds(attempt, text) + NOISE_SECONDS
