import datetime

import pytest

from news.legacy.dates import date_of, stamp_of

DAY = datetime.date(2024, 6, 18)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2016-12-07", datetime.date(2016, 12, 7)),
        ("2024 03-20 09:09:51", datetime.date(2024, 3, 20)),
        ("2016年05月25日09:31", datetime.date(2016, 5, 25)),
        ("2016/5/25", datetime.date(2016, 5, 25)),
        ("[2016.05.25]", datetime.date(2016, 5, 25)),
        ("二〇一六年五月二十五日", datetime.date(2016, 5, 25)),
        ("二○一六年十二月三十日", datetime.date(2016, 12, 30)),
        ("2016-13-40", None),
        ("12016-12-07", None),
        ("没有日期", None),
    ],
)
def test_date_of_reads_what_old_pages_write(line, expected):
    assert date_of(line) == expected


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ("2024-06-18 16:05", DAY),
        ("2024-06-17T16:30:00Z", DAY),
        ("2024-06-18T00:10:00+08:00", DAY),
        ("2024-06-18T16:05:00", DAY),
        ("20240618", DAY),
        ("20240618160500", DAY),
        ("2024年06月18日", DAY),
        ("2024-06-18T99:05:00", DAY),
        ("20241340", None),
        ("1718697900", None),
        ("{$pubdate}", None),
    ],
)
def test_stamp_of_reads_machines(stamp, expected):
    assert stamp_of(stamp) == expected
