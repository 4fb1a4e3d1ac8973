"""One value for several rows."""

import io

import pytest

from exchange.cells import Mark
from exchange.merged_cells import MAX_MERGED, MergedCells, merged_in
from exchange.upload_checks import RefusedFile
from exchange.workbooks import column_letters


def test_value_goes_into_the_rows_below():
    merged = MergedCells([(2, 4, 1), (3, 3, 0), (5, 6, 0)])
    rows = [(2, ["a", "x"]), (3, ["b"]), (4, ["c", "", "z"]), (5, ["d"]), (7, [])]
    filled = [merged.filled(number, cells) for number, cells in rows]
    assert filled == [["a", "x"], ["b", "x"], ["c", "x", "z"], ["d"], []]
    assert [filled[0][1].mark, filled[2][1].mark, filled[3][0].mark] == [Mark.MERGED] * 3


def test_what_stands_below_is_kept():
    merged = MergedCells([(1, 3, 0)])
    assert [merged.filled(1, ["a"]), merged.filled(2, ["b"])] == [["a"], ["b"]]


def test_areas_are_found_behind_the_rows_whatever_their_prefix():
    xml = b"<row/>" * 100_000 + b"<x:mergeCell ref=\"B2:B4\"/><mergeCell  ref='A10:C10'/>"
    merged = merged_in(io.BytesIO(xml), column_letters)
    assert merged.waiting == [(2, 4, 1)]


def test_hostile_areas_are_refused():
    many = b"".join(b'<mergeCell ref="A1:A9"/>' for _ in range(MAX_MERGED + 1))
    with pytest.raises(RefusedFile, match="合并"):
        merged_in(io.BytesIO(many), column_letters)
    stacked = MergedCells([(1, 9, 0)] * 500)
    with pytest.raises(RefusedFile):
        stacked.filled(1, ["a"])
