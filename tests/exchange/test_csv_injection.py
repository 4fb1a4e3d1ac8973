"""No cell of ours runs as a formula, and what is quoted is read back unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.csv_injection import DANGEROUS, kept, quoted, unquoted

STARTS = ["=1+1", "+1", "-1", "@SUM", "\tx", "\rx", "＝1", "＋1", "－1", "＠a", "  =1", "\u200b=1"]


@pytest.mark.parametrize("text", STARTS)
def test_formula_starts_are_quoted(text):
    assert quoted(text) == f"'{text}"


@given(st.text(max_size=12) | st.sampled_from([f"'{text}" for text in STARTS]))
def test_quoting_is_harmless_and_read_back(text):
    assert not DANGEROUS.match(quoted(text))
    assert unquoted(quoted(text)) == text
    assert unquoted(kept(text)) == text
