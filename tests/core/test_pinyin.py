"""How words are read: places as people there say it, other words by their characters."""

import pytest

from core.pinyin import readings, spelt


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("格尔木", [("geermu", "gem")]),
        ("六安", [("luan", "la")]),
        ("重庆", [("chongqing", "cq")]),
        ("绿", [("lv", "l"), ("lu", "l")]),
        ("", []),
    ],
)
def test_spelt(word, expected):
    assert spelt(word) == expected


def test_character_of_several_readings_gives_several():
    found = {"".join(syllables) for syllables in readings("长行")}
    assert {"changxing", "zhanghang"} <= found
    assert len(readings("长行重乐会")) == 8
