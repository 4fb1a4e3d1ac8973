"""Cells that keep what a spreadsheet had done to them."""

import json

from exchange.cells import Cell, Mark, mark_of, packed, unpacked


def test_marked_cells_go_through_json_and_back():
    cells = ["a", Cell("3200", Mark.ROUNDED, "3200.4"), Cell("", Mark.UNCALCULATED)]
    back = unpacked(json.loads(json.dumps(packed(cells))))
    assert back == ["a", "3200", ""]
    assert [mark_of(cell) for cell in back] == [None, Mark.ROUNDED, Mark.UNCALCULATED]
    assert back[1].exact == "3200.4"
