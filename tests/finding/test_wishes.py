"""Wishes in words as conditions of the list; the relevance set asks for more of them."""

import pytest

from finding.wishes import wish_of


def params(text):
    return {name: "|".join(values) for name, values in wish_of(text).params.items()}


def test_a_wish_of_several_parts_is_read_whole():
    assert params("3000平厂房，层高9米，10吨行车，月租20元以下") == {
        "kind": "factory",
        "area_min": "3000",
        "area_unit": "sqm",
        "floor_height_min": "9",
        "crane_min": "10",
        "price_max": "20",
        "price_unit": "yuan_per_sqm_month",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一百亩左右", {"area_about": "100", "area_unit": "mu", "kind": "land"}),
        ("800平以内", {"area_max": "800", "area_unit": "sqm"}),
        ("9米高", {"height_min": "9"}),
        ("五千来平", {"area_about": "5000", "area_unit": "sqm"}),
        ("50多亩", {"area_min": "50", "area_unit": "mu", "kind": "land"}),
        ("两三千平", {"area_min": "2000", "area_max": "3000", "area_unit": "sqm"}),
        ("1000平以上3000平以下", {"area_min": "1000", "area_max": "3000", "area_unit": "sqm"}),
        ("1000以上3000平以下", {"area_min": "1000", "area_max": "3000", "area_unit": "sqm"}),
        ("不超过3公顷、大于15亩", {"area_min": "15", "area_max": "45", "area_unit": "mu",
                              "kind": "land"}),
        ("小于3000平米，大于1000平", {"area_min": "1000", "area_max": "3000", "area_unit": "sqm"}),
        ("月租10元以上20元以下", {"price_min": "10", "price_max": "20",
                            "price_unit": "yuan_per_sqm_month"}),
        ("每亩10万以上20万以下", {"price_min": "10", "price_max": "20",
                            "price_unit": "wan_per_mu", "kind": "land"}),
        ("铁路5到10公里", {"rail_max": "10"}),
        ("5000平方英尺", {"area_min": "464.515", "area_unit": "sqm"}),
        ("每亩10万到20万", {"price_min": "10", "price_max": "20",
                        "price_unit": "wan_per_mu", "kind": "land"}),
        ("1000平厂房500平以下", {"area_min": "1000", "area_unit": "sqm", "kind": "factory"}),
        ("有没有行车的厂房", {"crane_min": "1", "kind": "factory"}),
        ("厂房带不带行车", {"crane_min": "1", "kind": "factory"}),
        ("有无蒸汽", {"steam": "1"}),
        ("35千伏 双回路", {"dual_power": "1", "voltage_min": "35"}),
        ("厂房 110kV 630kVA", {"kind": "factory", "power_min": "630", "voltage_min": "110"}),
        ("供电电压10kv以上", {"voltage_min": "10"}),
        ("630千伏安", {"power_min": "630"}),
        ("物业费2元以下", {"fee_max": "2"}),
        ("用电 2兆瓦", {"power_min": "2000"}),
        ("可以办环评的厂房", {"eia": "1", "kind": "factory"}),
        ("土地一亩多少钱", {"kind": "land"}),
        ("每亩20万以内", {"price_max": "20", "price_unit": "wan_per_mu", "kind": "land"}),
        ("丙类", {"fire": "bing1|bing2"}),
        ("单价2000元/平出售的厂房", {"price_max": "2000", "price_unit": "yuan_per_sqm",
                                    "offer": "sale", "kind": "factory"}),
    ],
)  # fmt: skip
def test_bounds_and_units(text, expected):
    assert params(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "冷库",
            "藏青厂房",
            "厂房租金补贴怎么申请",
            "厂房 补贴",
            "格政办〔2025〕2号",
            "3000平台",
            "500千瓦",
            "枸厂房",
        ),
        *("没有行车的厂房", "不要行车", "行车不要", "厂房不要行车",
          "不带行车的厂房", "不需要行车", "无蒸汽的厂房", "非标准地",
          "不是厂房", "不要带10吨行车", "没有3000平的厂房"),
        *("铁路10公里以外的厂房", "铁路10公里之外", "距高速5公里开外", "100亩之外"),
        *("铁路10公里以上", "层高9米以下", "层高低于9米", "超过铁路10公里以上的厂房"),
        *("5000平方尺", "5000平方英寸", "A区厂房", "I期厂房", "A类仓库"),
        *("一块 一起", "2026 年 10 月", "10 月", "第三条", "半", "平", "亩", "0亩"),
    ],
)  # fmt: skip
def test_other_questions_are_no_wish(text):
    assert not wish_of(text)


@pytest.mark.parametrize(
    ("text", "expected", "unwanted"),
    [
        ("3000平 行车不要", {"area_min": "3000", "area_unit": "sqm"}, ["行车"]),
        ("行车不要 要蒸汽 300平", {"area_min": "300", "area_unit": "sqm", "steam": "1"}, ["行车"]),
        ("厂房3000平，不要行车", {"area_min": "3000", "area_unit": "sqm", "kind": "factory"},
         ["行车"]),
        ("5吨行车、蒸汽都不要 3000平", {"area_min": "3000", "area_unit": "sqm"},
         ["5吨行车、蒸汽"]),
        ("无需危化的厂房3000平", {"area_min": "3000", "area_unit": "sqm", "kind": "factory"},
         ["危化"]),
        ("危化不要 3000平", {"area_min": "3000", "area_unit": "sqm"}, ["危化"]),
        ("有没有行车的厂房", {"kind": "factory", "crane_min": "1"}, []),
    ],
)  # fmt: skip
def test_what_is_not_wanted_is_told_and_never_a_wish(text, expected, unwanted):
    """Before it or behind it, whether or not a list could be asked for it."""
    wish = wish_of(text)
    assert (params(text), wish.unwanted, wish.rest) == (expected, unwanted, [])


def test_words_that_are_no_condition_are_left():
    assert wish_of("格尔木察尔汗 50亩", ("格尔木",)).rest == ["察尔汗"]
