"""Merged cells: one value for several rows, which the file keeps in the first of them only."""

import re

from exchange.cells import Cell, Mark, mark_of
from exchange.upload_checks import NOT_A_LIST, RefusedFile

REFERENCE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
MAX_MERGED = 20_000
AT_ONCE = 100
TOO_MANY = f"合并单元格超过 {MAX_MERGED} 处。请选中整张表，取消合并再上传。"
CHUNK = 256 * 1024
SEAM = 200


class MergedCells:
    """Areas over several rows; `filled` writes their value into the rows below, from top down."""

    def __init__(self, areas=()):
        """(first row, last row, column) of each area."""
        self.waiting = sorted((a for a in areas if a[1] > a[0]), reverse=True)
        self.open = []  # (last row, column, value)

    def filled(self, number, cells):
        self.open = [area for area in self.open if area[0] >= number]
        for _, column, value in self.open:
            cells = _put(cells, column, value)
        while self.waiting and self.waiting[-1][0] <= number:
            _, last, column = self.waiting.pop()
            value = cells[column] if column < len(cells) else ""
            if last < number or not value:
                continue
            if not mark_of(value):
                value = Cell(value, Mark.MERGED)
            cells = _put(cells, column, value)
            self.open.append((last, column, value))
            if len(self.open) > AT_ONCE:
                raise RefusedFile(NOT_A_LIST)
        return cells


def _put(cells, column, value):
    """A copy with the value in its column, unless something else stands there."""
    cells = [*cells, *[""] * (column + 1 - len(cells))]
    if not cells[column] or cells[column] == value:
        cells[column] = value
    return cells


def merged_in(stream, column_of_letters) -> MergedCells:
    """Merged areas of a sheet's XML, which names them behind all its rows."""
    areas, seam = [], b""
    while chunk := stream.read(CHUNK):
        text = seam + chunk
        end = 0
        for found in REFERENCE.finditer(text):
            letters, top, _, bottom = found.groups()
            areas.append((int(top), int(bottom), column_of_letters(letters.decode())))
            end = found.end()
        if len(areas) > MAX_MERGED:
            raise RefusedFile(TOO_MANY)
        seam = text[max(end, len(text) - SEAM) :]
    return MergedCells(areas)
