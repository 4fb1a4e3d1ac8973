"""The commonest characters, each once."""

from search.common_characters import COMMON


def test_they_are_about_five_hundred_and_leave_materials_out():
    assert 480 <= len(COMMON) <= 520
    assert COMMON.isdisjoint("钾镁锂硼碱氯")
