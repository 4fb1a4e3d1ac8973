"""Rows found by what a column holds, however many there are and whatever the text."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from finding.snapshot import layout
from finding.snapshot.columns import Texts, count, packed, unpacked
from tests.floods import flood

SIGNS = st.text("厂房3号𠮷a ", max_size=6)


def rows_of(mask, size):
    return np.flatnonzero(unpacked(mask, 0, size)).tolist()


@flood(200)
@given(flags=st.lists(st.booleans(), max_size=200))
def test_rows_are_packed_and_counted(flags):
    mask = packed(np.array(flags, bool))
    assert unpacked(mask, 0, len(flags)).tolist() == flags
    assert count(mask) == sum(flags)


@flood(200)
@given(texts=st.lists(SIGNS, max_size=30), word=SIGNS.filter(bool), step=st.integers(1, 9))
def test_texts_hold_a_word_as_python_says(texts, word, step):
    """Also a word that lies across two of the parts that are looked at."""
    column = Texts(*layout.text_units(texts))
    column.STEP = step
    expected = [row for row, text in enumerate(texts) if word in text]
    assert rows_of(column.holding(word), len(texts)) == expected


def test_pages_of_the_file_are_given_back_after_words():
    released = []
    column = Texts(*layout.text_units(["厂房"]), release=lambda: released.append(1))
    column.holding("厂")
    column.holding("厂")  # kept from before
    assert released == [1]


def test_a_block_leaves_out_rows_by_their_keys():
    keys = [3, 5, 8]
    rows = [(key, *[None] * len(layout.PARK_FIELDS)) for key in keys]
    block = layout.parks().block(rows)
    assert rows_of(block.without_keys({5, 6, 99}), 3) == [0, 2]
