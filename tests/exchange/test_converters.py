"""What clerks write into cells, and what it comes to."""

import contextlib
import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.columns import listing_columns

COLUMNS = listing_columns()


def cleaned(name, text, **kwargs):
    return COLUMNS[name].converter.parse(text, **kwargs)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("area_sqm", "3200", Decimal("3200.00")),
        ("area_sqm", "３，２００．５", Decimal("3200.50")),
        ("area_sqm", "3,200 ㎡", Decimal("3200.00")),
        ("area_sqm", "20亩", Decimal("13333.33")),
        ("area_sqm", "1.5 公顷", Decimal("15000.00")),
        ("clear_height_m", "９.６", Decimal("9.60")),
        ("clear_height_m", "9600mm", Decimal("9.60")),
        ("clear_height_m", "9.6米", Decimal("9.60")),
        ("load_t_per_sqm", "3000kg/㎡", Decimal("3.00")),
        ("load_t_per_sqm", "3吨/平方米", Decimal("3.00")),
        ("power_kva", "2 MVA", 2000),
        ("dock_doors", "4个", 4),
        ("auction_deposit_wan", "1,600,000元", Decimal("160.00")),
        ("auction_deposit_wan", "0.2亿元", Decimal("2000.00")),
        ("tenure_years", "50年", 50),
        ("efficiency_percent", "72.5%", Decimal("72.50")),
        ("efficiency_percent", "0.5%", Decimal("0.50")),
        ("kind", "标准厂房", "factory"),
        ("kind", "factory", "factory"),
        ("offer", "出让", "sale"),
        ("price_unit", "元/平方米/月", "yuan_per_sqm_month"),
        ("price_unit", "元／㎡·月", "yuan_per_sqm_month"),
        ("fire_class", "丙类1项", "bing1"),
        ("delivery_standard", "毛坯", "bare"),
        ("is_eia_ready", "可", True),
        ("has_steam", "×", False),
        ("has_gas", "Ｎ", False),
        ("available_on", "2026-11-21", datetime.date(2026, 11, 21)),
        ("available_on", "2026/11/1", datetime.date(2026, 11, 1)),
        ("available_on", "2026.11.21", datetime.date(2026, 11, 21)),
        ("available_on", "20261121", datetime.date(2026, 11, 21)),
        ("available_on", "2026年11月21日", datetime.date(2026, 11, 21)),
        ("available_on", "２０２６年１１月", datetime.date(2026, 11, 1)),
        ("available_on", "2026-11-21 00:00:00", datetime.date(2026, 11, 21)),
        ("available_on", "46347", datetime.date(2026, 11, 21)),
        ("available_on", "2026年10月", datetime.date(2026, 10, 1)),
        ("available_on", "二〇二六年十月", datetime.date(2026, 10, 1)),
        ("available_on", "二零二六年十一月二十一日", datetime.date(2026, 11, 21)),
        ("available_on", "2026.10", datetime.date(2026, 10, 1)),
        ("available_on", "202610", datetime.date(2026, 10, 1)),
        ("available_on", "2026-11-21T00:00:00.000", datetime.date(2026, 11, 21)),
        ("area_sqm", "３２００", Decimal("3200.00")),
        ("area_sqm", "50亩", Decimal("33333.33")),
        ("area_sqm", "约五十亩", Decimal("33333.33")),
        ("area_sqm", "五十余亩", Decimal("33333.33")),
        ("area_sqm", "近3万㎡", Decimal("30000.00")),
        ("area_sqm", "3200平方", Decimal("3200.00")),
        ("load_t_per_sqm", "3吨", Decimal("3.00")),
        ("available_on", "二○二六年十月", datetime.date(2026, 10, 1)),
        ("available_on", "2026年10月份", datetime.date(2026, 10, 1)),
        ("available_on", "2026-11-21 08:30", datetime.date(2026, 11, 21)),
        ("area_sqm", "五十亩", Decimal("33333.33")),
        ("area_sqm", "3万㎡", Decimal("30000.00")),
        ("area_sqm", "3万", Decimal("30000.00")),
        ("area_sqm", "1.2万平方米", Decimal("12000.00")),
        ("area_sqm", "三万二千平方米", Decimal("32000.00")),
        ("area_sqm", "约3200平", Decimal("3200.00")),
        ("area_sqm", "3200㎡左右", Decimal("3200.00")),
        ("area_sqm", "3200余平方米", Decimal("3200.00")),
        ("area_sqm", "0.5平方公里", Decimal("500000.00")),
        ("clear_height_m", "9米", Decimal("9.00")),
        ("clear_height_m", "９．６Ｍ", Decimal("9.60")),
        ("price_amount", "¥1,200.50", Decimal("1200.50")),
        ("auction_deposit_wan", "二百万元", Decimal("200.00")),
        ("code", " ＧＥＭ－Ｆ－１ ", "GEM-F-1"),
        ("title", " 一号\n厂房 ", "一号 厂房"),
    ],
)
def test_usual_spellings_are_understood(name, text, value):
    assert cleaned(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("area_sqm", "abc", "应填数字"),
        ("area_sqm", "NaN", "应填数字"),
        ("area_sqm", "1e9", "应只填数字"),
        ("area_sqm", "9" * 20, "数字太大"),
        ("area_sqm", "-5", "不能小于 0"),
        ("clear_height_m", "9kg", "应只填数字"),
        ("power_kva", "2.5", "整数"),
        ("tenure_years", "99999", "数字太大"),
        ("kind", "别墅", "没有“别墅”这个选项"),
        ("is_eia_ready", "也许", "应填 是、否 或 未知"),
        ("available_on", "明年", "日期看不懂"),
        ("available_on", "2026-02-30", "日期看不懂"),
        ("available_on", "9" * 30, "日期看不懂"),
        ("area_sqm", "8-10", "范围"),
        ("area_sqm", "8000～10000㎡", "范围"),
        ("clear_height_m", "8米至10米", "范围"),
        ("area_sqm", "两三百平米", "范围"),
        ("clear_height_m", "七八米", "范围"),
        ("clear_height_m", "≥8", "上限或下限"),
        ("clear_height_m", "8米以上", "上限或下限"),
        ("efficiency_percent", "0.725", "是 72.5% 吗"),
        ("area_sqm", "无", "没有就填 0，不知道就留空"),
        ("area_sqm", "3万公斤", "应只填数字"),
        ("area_sqm", "五十块", "应只填数字"),
        ("available_on", "2026.1", "1 月还是 10 月"),
        ("area_sqm", "不足50亩", "上限或下限"),
        ("available_on", "现房", "请写今天的日期"),
        ("available_on", "二〇二六年", "只写了年"),
        ("available_on", "2026", "只写了年"),
        ("available_on", "2026年底", "只写了年"),
        ("available_on", "1905-07-18", "年份不对"),
        ("available_on", "2026年三季度", "日期看不懂"),
        ("title", "长" * 61, "最多 60 个字"),
        ("title", "#REF!", "Excel 的错误值"),
    ],
)
def test_what_cannot_be_meant_is_explained(name, text, word):
    with pytest.raises(ValueError, match=word):
        cleaned(name, text)


def test_yes_and_no_are_known_in_all_their_words():
    yes = ["是", "有", "可", "已通", "具备", "支持", "√", "✔", "Ｙ", "TRUE", "可办", "满足", "1"]
    no = ["否", "无", "没有", "暂无", "未通", "不具备", "不支持", "×", "✘", "N", "FALSE", "不可办"]
    assert [cleaned("is_eia_ready", word) for word in yes] == [True] * len(yes)
    assert [cleaned("is_eia_ready", word) for word in no] == [False] * len(no)


@given(st.sampled_from(sorted(COLUMNS)), st.text(max_size=60))
def test_no_cell_breaks_a_widget(name, text):
    with contextlib.suppress(ValueError):
        cleaned(name, text)
