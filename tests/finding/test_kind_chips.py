"""One row of links for the list and its map: same words, same counts, same mark."""

import pytest

from finding.kind_chips import kind_chips


def test_kinds_come_after_all_with_counts_addresses_and_marks():
    chips = kind_chips({"land": 9_999, "factory": 1_234}, ["factory"], lambda kind: f"/{kind}")
    assert chips == [
        ("全部", "10,000+", "/", False),
        ("工业用地", "9,999", "/land", False),
        ("厂房", "1,234", "/factory", True),
        ("仓库", "0", "/warehouse", False),
        ("写字楼", "0", "/office", False),
    ]


def test_nothing_chosen_is_everything():
    assert [chip.is_current for chip in kind_chips({}, [], str)] == [True] + [False] * 4


@pytest.mark.parametrize("page", ["listings", "map"])
def test_each_of_several_kinds_is_marked(client, site, page):
    chips = client.get(f"/golmud/{page}/?kind=land&kind=office").context["kind_chips"]
    assert [chip.label for chip in chips if chip.is_current] == ["工业用地", "写字楼"]
