"""Paragraphs that one of two people changed merge by themselves; those that both did are open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.paragraph_merge import MOST, Stretch, merge, paragraphs_of

A, B, C = "<p>一</p>", "<p>二</p>", "<p>三</p>"
MINE, THEIRS = "<p>我的</p>", "<p>他的</p>"


def told(before, mine, theirs):
    return [
        (each.mine, each.theirs) if each.is_open else each.settled
        for each in merge(before, mine, theirs)
    ]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("一\n二\n\n三", ["一\n", "二\n\n", "三"]),
        (f"{A}\n{B}", [f"{A}\n", B]),
        ("<ul><li>一</li><li>二</li></ul><p>三</p>", ["<ul><li>一</li><li>二</li></ul>", C]),
        ("<p>一<br>二<b>三</b></p>四", ["<p>一<br>二<b>三</b></p>", "四"]),
        ("<b>一</b>二", ["<b>一</b>二"]),
        ("</p></p>一", ["</p>", "</p>", "一"]),
    ],
)
def test_a_text_falls_into_its_outermost_blocks(text, pieces):
    assert paragraphs_of(text) == pieces


def test_different_paragraphs_merge():
    assert told(A + B + C, MINE + B + C, A + B + THEIRS) == [MINE, B, THEIRS]


def test_the_same_paragraph_is_open_and_the_rest_settled():
    assert told(A + B + C, A + MINE + C, A + THEIRS + C) == [A, (MINE, THEIRS), C]


def test_neighbours_are_decided_one_by_one():
    assert told(A + B + C, A + MINE + C, A + THEIRS + THEIRS) == [A, (MINE, THEIRS), THEIRS]


def test_what_both_did_alike_is_settled():
    assert told(A + B, A + MINE, A + MINE) == [A, MINE]


def test_a_paragraph_that_one_deleted_and_the_other_changed_is_open():
    assert told(A + B, A, A + THEIRS) == [A, ("", THEIRS)]


def test_new_paragraphs_at_different_places_are_all_kept():
    assert told(A + B, MINE + A + B, A + B + THEIRS) == [MINE, A, B, THEIRS] or told(
        A + B, MINE + A + B, A + B + THEIRS
    ) == [MINE, A + B, THEIRS]


def test_how_lines_are_broken_is_no_difference():
    assert told("<p>一\n二</p>" + C, "<p>一 二</p>\n" + C, "<p>一\n二</p>" + THEIRS) == [
        "<p>一\n二</p>",
        THEIRS,
    ]


@pytest.mark.parametrize("text", ["一", "x\n" * (MOST + 1)])
def test_where_nothing_stayed_or_all_is_too_long_nothing_is_merged(text):
    assert merge(text, "二", "三") == []


@given(*[st.lists(st.sampled_from([A, B, C, MINE, THEIRS]), max_size=8) for _ in range(3)])
def test_nothing_that_was_written_is_lost(before, mine, theirs):
    """Every paragraph of either stands in the merge, unless it stood before and one removed it."""
    stretches = merge(*map("".join, (before, mine, theirs)))
    if not stretches:
        return
    kept = "".join(each.settled + each.mine + each.theirs for each in stretches)
    written = {*mine, *theirs} - {*before}
    assert {each for each in written if each not in kept} == set()


@given(st.text(alphabet="<>/pb \n一", max_size=60))
def test_pieces_joined_give_the_text(text):
    assert "".join(paragraphs_of(text)) == text


def test_a_stretch_is_open_or_settled():
    assert (Stretch(settled="一").is_open, Stretch(theirs="一").is_open) == (False, True)
