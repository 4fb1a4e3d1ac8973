"""Numbers in Chinese characters."""

from decimal import Decimal

import pytest

from exchange.chinese_numerals import in_figures, value_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五十", 50),
        ("十二", 12),
        ("一百零五", 105),
        ("三万二千", 32_000),
        ("三万", 30_000),
        ("一亿二千万", 120_000_000),
        ("两千", 2000),
        ("壹佰贰拾", 120),
        ("二〇二六", 2026),
        ("十二点五", Decimal("12.5")),
        ("零", 0),
    ],
)
def test_numeral_has_its_value(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize("text", ["", "五十亩", "abc", "点五", "一" * 30])
def test_other_text_is_no_number(text):
    assert value_of(text) is None


def test_numerals_of_a_date_become_figures():
    assert in_figures("二〇二六年十一月二十一日") == "2026年11月21日"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("两万五", 25_000),
        ("三千二", 3200),
        ("一百五", 150),
        ("一万二千五", 12_500),
        ("三亿五", 350_000_000),
        ("一万零五", 10_005),
        ("二十五", 25),
        ("一百二十五", 125),
        ("一二〇", 120),
        ("三三", 33),
        ("十二点五六", Decimal("12.56")),
    ],
)
def test_last_digit_counts_the_tenth_of_the_unit_before(text, value):
    assert value_of(text) == value


@pytest.mark.parametrize(
    "text",
    ["两三百", "七八十", "一二百", "三四万", "十五六", "二十七八", "三五百", "三四", "一百二三十"],
)
def test_two_numbers_at_once_are_none(text):
    assert value_of(text) is None
