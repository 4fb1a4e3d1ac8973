"""Words of what is not wanted, before and behind what they deny."""

import pytest

from finding.denials import (
    UNKNOWN,
    UNKNOWN_BEHIND,
    denied_behind,
    start_of_denial,
    without_denied,
)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("厂房不要", 2),
        ("厂房 不需要带", 3),
        ("without a", 0),
        ("没有任何", 0),
        ("有没有", None),
        ("要不要", None),
        ("厂房", None),
        ("", None),
    ],
)
def test_what_stands_before_denies_unless_it_asks(text, start):
    assert start_of_denial(text) == start


def test_denial_behind_several_words_is_of_them_all():
    pattern = denied_behind("行车|蒸汽")
    assert without_denied("3000平 5吨行车、蒸汽都不要", pattern) == ("3000平  ", ["5吨行车、蒸汽"])
    assert without_denied("行车要不要", pattern) == ("行车要不要", [])
    assert without_denied("行车不要求很高", pattern) == ("行车不要求很高", [])


def test_word_of_nobodys_list_is_denied_where_it_is_told_by_itself():
    assert without_denied("危化不要 3000平", UNKNOWN_BEHIND) == ("  3000平", ["危化"])
    assert UNKNOWN.findall("无需危化,3000平") == ["危化"]
    assert UNKNOWN.findall("有无危化") == []
