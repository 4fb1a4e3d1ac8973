"""Snippets are pieces of the original, with what was asked for marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.snippets import ELLIPSIS, LENGTH, Part, marked, snippet


def drawn(parts):
    return "".join(f"[{part.text}]" if part.is_hit else part.text for part in parts)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("标准厂房租金补贴", ["厂房", "补贴"], "标准[厂房]租金[补贴]"),
        ("標準廠房，ＧＥＭ－Ｔ", ["厂房", "gem-t"], "標準[廠房]，[ＧＥＭ－Ｔ]"),
        ("2010 年 10 月", ["10"], "2010 年 [10] 月"),
        ("标准厂房", ["标准厂房", "标准"], "[标准厂房]"),
        ("a.b", ["a.b", "."], "[a.b]"),
        ("厂房", [], "厂房"),
        ("", ["厂房"], ""),
    ],
)
def test_marked(text, words, expected):
    assert drawn(marked(text, words)) == expected


def test_snippet_opens_where_most_words_stand_together():
    text = "厂房" + "。" * 200 + "租用厂房的给予补贴" + "。" * 200
    parts = snippet(text, ["厂房", "补贴"])
    assert drawn(parts) == f"{ELLIPSIS}{'。' * 14}租用[厂房]的给予[补贴]{'。' * 57}{ELLIPSIS}"


def test_snippet_without_a_hit_is_the_opening():
    assert snippet("开头" + "。" * 200, ["没有"]) == [Part("开头" + "。" * 78), Part(ELLIPSIS)]


def test_short_text_is_shown_whole():
    assert drawn(snippet("园区供水", ["供水"])) == "园区[供水]"


@given(st.text(alphabet="厂房補贴的 ，a1<>&\n", max_size=300))
def test_parts_are_pieces_of_the_text(text):
    whole = "".join(part.text for part in marked(text, ["厂房", "补贴", "a"]))
    piece = "".join(p.text for p in snippet(text, ["厂房", "补贴", "a"]) if p.text != ELLIPSIS)
    assert whole == text
    assert piece in text
    assert len(piece) <= LENGTH
