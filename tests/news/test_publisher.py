import datetime

import pytest

from news.legacy.publisher import named_beside_day, paper_in, printed_on


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2024-06-19 10:11:12 青溪新闻网", "青溪新闻网"),
        ("青溪县招商局　2024年6月19日", "青溪县招商局"),
        ("青溪发布 06-19 09:20", "青溪发布"),
        ("雲嶺縣政府 | 2012-05-08", "雲嶺縣政府"),
        ("来源：青溪新闻网 2024-06-19", ""),
        ("青溪县召开用电协调会2024-06-19", ""),
        ("青溪新闻网", ""),
        ("2024-06-19", ""),
    ],
)
def test_the_name_beside_a_day_is_who_published(line, name):
    assert named_beside_day(line) == name


def test_a_newspaper_has_its_day_beside_the_number_of_the_page():
    day = datetime.date(2019, 5, 21)
    assert printed_on(["2019年05月21日 星期二", "第A02版：要闻", "标题"]) == day
    assert printed_on(["第 3 版", "综合", "2019年05月21日"]) == day
    assert printed_on(["2019年05月21日 星期二", "标题"]) is None


def test_a_newspaper_is_named_in_the_title_of_the_page():
    assert paper_in(["青溪日报数字报", "标题"]) == "青溪日报"
    assert paper_in(["青溪新闻网"]) == ""
