"""One spelling for what is typed and what is stored."""

import sys
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text_folding import fold, fold_code, printable

# What copies of Chinese titles are made of.
COPIED = st.text(
    "车⻋⾞龙⻰民⺠门⻔金⾦（）()㎡㈠①ⅣＡａA１一—–-－─―‐é"
    " \u3000\u200b\u200d\ufeff\u202e\u2066\u00ad\u0301"
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("标准厂房（二期）", "标准厂房(二期)"),
        ("5000㎡", "5000m2"),
        ("①号 Ⅳ区", "1号 IV区"),
        ("ＧＥＭ－Ｆ－９", "gem-f-9"),
        ("A—B – C ─ D − E", "a-b - c - d - e"),
        ("⻋间⾦属⻰门⺠生", "车间金属龙门民生"),
        ("厂\u200b房\ufeff\u202e\u2069", "厂房"),
        ("\u3000厂\u00a0房\t", " 厂 房 "),
        ("Café", "CAFE\u0301"),
        ("葛\U000e0100", "葛"),
        ("ΟΔΟΣ Straße", "οδος STRASSE"),
    ],
)
def test_both_spellings_are_one(one, other):
    assert fold(one) == fold(other)


def test_every_character_is_folded_for_good():
    """And leaves nothing that a database refuses or a reader does not see."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    folded = fold(everything)
    assert fold(folded) == folded
    assert {unicodedata.category(c) for c in folded} & {"Cc", "Cf", "Cs", "Cn", "Co", "Mn"} == set()


def test_radicals_are_characters():
    radicals = [chr(code) for code in (*range(0x2E81, 0x2EF4), *range(0x2F00, 0x2FD6))]
    radicals.remove("\u2e9a")  # there is none
    assert [c for c in radicals if "RADICAL" in unicodedata.name(fold(c))] == []


@given(COPIED, COPIED)
def test_a_piece_of_a_text_is_found_in_it(start, end):
    assert fold(end) in fold(start + end)
    assert fold(start) in fold(start + end)


@given(st.text())
def test_printable_text_can_be_shown_and_folds_alike(text):
    shown = printable(text)
    assert shown.isprintable()
    assert fold(shown).split() == fold(text).split()


def test_time_is_linear():
    started = time.process_time()
    fold("a\u0301\u0327格（" * 100_000)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    "written",
    [
        "GEM-T-2026-018\u200b",
        "GEM–T–2026–018",
        "GEM\u2011T\u20112026\u2011018",
        "\ufeffGEM-T-2026-018",
        "\u202aGEM-T-2026-018\u202c",
        "ＧＥＭ－Ｔ－２０２６－０１８",
        "gem—t—2026—018",
        "GEM−T−2026−018",
        " GEM - T - 2026 - 018\u3000",
        "GEM\u00a0-T-2026-018\t",
        "GEM-T-2026-018\u2800\u3164",
        "G\u00adEM-T-2026-018\ufe0f",
        "\u2067GEM-T-2026-018\u2069",
    ],
)
def test_code_has_one_spelling(written):
    assert fold_code(written) == "GEM-T-2026-018"


@given(st.text())
def test_code_folded_twice_stays(text):
    assert fold_code(fold_code(text)) == fold_code(text)
