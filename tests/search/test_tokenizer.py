"""Cutting: the same words on both sides, in linear time, whatever the text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import tokenizer

CJK = st.text(
    alphabet="格尔木盐湖大柴旦標準地廠房補貼⻋⾦0２㎡①a-—─．〔〕（“的 \u200b\u202e", max_size=60
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("大柴旦标准地", ["大柴旦", "标准", "标准地"]),
        ("標準廠房", ["标准", "厂房", "标准厂房"]),
        ("400-116-9096", ["400-116-9096", "4001169096", "400", "116", "9096"]),
        ("ＧＥＭ－Ｔ", ["gem-t", "gemt", "gem", "t"]),
        ("投资10亿元", ["投资", "10", "亿元"]),
        ("Café", ["cafe"]),
        ("⻋间⾦属", ["车间", "金属"]),
        ("kun\u200blun A─B", ["kunlun", "a-b", "ab", "a", "b"]),
        ("\x00，。！", []),
        ("", []),
    ],
)
def test_words(text, expected):
    assert tokenizer.words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("租标准厂房的补贴", ["标准厂房", "补贴"]),
        ("盐", ["盐"]),
        ("A区厂房", ["a", "厂房"]),
        ("I期", ["i", "期"]),
        ("I need a factory", ["factory"]),
        ("2 号", ["2", "号"]),
        ("GEM-T-2026-018", ["gem-t-2026-018"]),
        ("格政办[2025]2号", ["格政办", "2025", "2"]),
        ("😀", []),
        ("' | & ! :* \\", []),
    ],
)
def test_query_words(text, expected):
    assert tokenizer.query_words(text) == expected


@given(st.text() | CJK)
def test_every_word_asked_for_in_a_title_is_stored_with_it(title):
    stored = set(tokenizer.title_tokens(title[: tokenizer.MAX_QUERY_LENGTH]))
    asked = set()
    for word in tokenizer.query_words(title):
        is_long = tokenizer.HAN.match(word) and len(word) > 1
        asked.update(tokenizer.pairs(word) if is_long else [word[: tokenizer.MAX_TOKEN]])
    assert asked <= stored


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话 0979-841 2345 转 8", ["09798412345"]),
        ("（0979）8412345", ["09798412345"]),
        ("根据国办发〔2017〕47号文", ["201747号", "办发201747号", "国办发201747号",
                              "据国办发201747号", "根据国办发201747号"]),
        ("格政办[ 2025 ] 2 号", ["20252号", "政办20252号", "格政办20252号"]),
        ("2026 年 10 月", []),
        ("", []),
    ],
)  # fmt: skip
def test_numbers(text, expected):
    assert tokenizer.numbers(text) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ 和 c#", ["c++", "c#"]),
        ("学C++语言", ["c++"]),
        ("A+级", ["a", "级"]),
        ("5G+工业互联网", ["5g", "工业", "互联网"]),
        ("N+1", ["n", "1"]),
        ("500#", ["500"]),
    ],
)
def test_signs_behind_letters_make_another_word(text, expected):
    found = [word for word in tokenizer.runs_of(text) if not tokenizer.HAN.match(word)]
    assert found == [word for word in expected if not tokenizer.HAN.match(word)]
    assert {"c++", "c"} <= set(tokenizer.words("C++"))


def test_a_code_is_found_without_its_first_parts():
    assert tokenizer.tails("格政办〔2025〕2号") == {"20252号"}
    assert tokenizer.tails("GEM-T-2026-018") == {"t2026018", "2026018"}


@given(st.text() | CJK)
def test_aligned_text_keeps_positions(text):
    assert len(tokenizer.aligned(text)) == len(text)


@pytest.mark.parametrize(
    "piece", ["a\u0301\u0327", "格尔木", "国" * 3, "1.", "a-", "\u202e", "〔2025〕"]
)
@pytest.mark.parametrize(
    "function",
    [
        tokenizer.words,
        tokenizer.title_tokens,
        tokenizer.squeeze,
        tokenizer.aligned,
        tokenizer.numbers,
    ],
)
def test_time_is_linear(function, piece):
    """A megabyte of anything in about a second; quadratic code would need minutes."""
    text = piece * (1_000_000 // len(piece.encode()))
    function("格尔木")
    start = time.process_time()
    function(text)
    assert time.process_time() - start < 3
