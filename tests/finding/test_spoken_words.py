"""What people say is read as the need that the table of attributes has."""

import pytest

from finding.needs import BY_NAME
from finding.spoken_words import OFFERS, SPOKEN, SPOKEN_UNITS
from finding.wishes import wish_of


def test_only_needs_are_spoken_of():
    assert {*SPOKEN, *SPOKEN_UNITS} <= BY_NAME.keys()


@pytest.mark.parametrize(("offer", "word"), [(o, w) for o, words in OFFERS.items() for w in words])
def test_each_deal_is_read(offer, word):
    assert wish_of(f"3000平厂房{word}").params["offer"] == [offer]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("1200方厂房", {"area_min": ["1200"], "area_unit": ["sqm"]}),
        ("三千个平方的厂房", {"area_min": ["3000"], "area_unit": ["sqm"]}),
        ("厂房层高要12米", {"floor_height_min": ["12"]}),
        ("有蒸汽管道的厂房", {"steam": ["1"]}),
        ("厂房买卖3000平", {"offer": ["sale"], "area_min": ["3000"], "area_unit": ["sqm"]}),
        ("厂房月租8元到10元", {"price_min": ["8"], "price_max": ["10"]}),
        ("一平米一天5毛的厂房", {"price_max": ["0.5"], "price_unit": ["yuan_per_sqm_day"]}),
        ("8毛5一天的厂房", {"price_max": ["0.85"], "price_unit": ["yuan_per_sqm_day"]}),
        ("六块五一平的厂房", {"price_max": ["6.5"]}),
        ("便宜的厂房", {"sort": ["price"]}),
    ],
)
def test_what_people_say(text, asked):
    given = wish_of(text).params
    assert {name: given.get(name) for name in ("kind", *asked)} == {"kind": ["factory"], **asked}


@pytest.mark.parametrize("text", ["产业基地", "3方面", "本地企业", "2号毛坯"])
def test_what_only_looks_so_is_no_wish(text):
    assert "area_min" not in wish_of(text).params
    assert "land" not in wish_of(text).params.get("kind", [])
