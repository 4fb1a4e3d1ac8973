"""One value for several rows."""

import io

import pytest

from exchange.cells import MAX_COLUMNS, Cell, Mark
from exchange.merged_cells import MAX_MERGED, MergedCells, merged_in
from exchange.upload_checks import RefusedFile
from exchange.workbooks import column_letters


def test_value_goes_into_the_rows_below():
    merged = MergedCells([(2, 4, 1, 1), (3, 3, 0, 0), (5, 6, 0, 0)])
    rows = [(2, ["a", "x"]), (3, ["b"]), (4, ["c", "", "z"]), (5, ["d"]), (7, [])]
    filled = [merged.filled(number, cells) for number, cells in rows]
    assert filled == [["a", "x"], ["b", "x"], ["c", "x", "z"], ["d"], []]
    assert [filled[0][1].mark, filled[2][1].mark, filled[3][0].mark] == [Mark.MERGED] * 3


def test_what_a_covered_cell_holds_is_not_seen():
    merged = MergedCells([(1, 2, 0, 1)])
    first, second = merged.filled(1, ["a", "b"]), merged.filled(2, ["c", "d", "e"])
    assert [first, second] == [["a", ""], ["a", "", "e"]]
    marks = [[getattr(cell, "mark", None) for cell in row] for row in (first, second)]
    assert marks == [[Mark.MERGED, Mark.ACROSS], [Mark.MERGED, Mark.ACROSS, None]]


def test_area_of_one_row_covers_the_cells_beside_it():
    filled = MergedCells([(1, 1, 1, 2), (1, 1, 3, 900)]).filled(1, ["a", "b", "", "", "c"])
    assert (filled, filled[1:3]) == (["a", "b", "", "", "c"], ["b", Cell("", Mark.ACROSS)])
    assert [getattr(cell, "mark", None) for cell in filled] == [None, None, Mark.ACROSS, None, None]


def test_title_over_all_columns_is_as_wide_as_a_list_may_be():
    assert len(MergedCells([(1, 1, 0, 16_383)]).filled(1, ["a"])) == MAX_COLUMNS


def test_areas_are_found_behind_the_rows_whatever_their_prefix():
    xml = b"<row/>" * 100_000 + b"<x:mergeCell ref=\"B2:B4\"/><mergeCell  ref='A10:C10'/>"
    merged = merged_in(io.BytesIO(xml), column_letters)
    assert merged.waiting == [(10, 10, 0, 2), (2, 4, 1, 1)]


def test_hostile_areas_are_refused():
    many = b"".join(b'<mergeCell ref="A1:A9"/>' for _ in range(MAX_MERGED + 1))
    with pytest.raises(RefusedFile, match="合并"):
        merged_in(io.BytesIO(many), column_letters)
    stacked = MergedCells([(1, 9, 0, 0)] * 500)
    with pytest.raises(RefusedFile):
        stacked.filled(1, ["a"])
