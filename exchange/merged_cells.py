"""Merged cells: one value for several rows or columns, which the file keeps in the first."""

import re

from exchange.cells import MAX_COLUMNS, Cell, Mark, covered, mark_of
from exchange.upload_checks import NOT_A_LIST, RefusedFile

REFERENCE = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})[\"']"
)
MAX_MERGED = 20_000
TOO_MANY = f"合并单元格超过 {MAX_MERGED} 处。请选中整张表，取消合并再上传。"
CHUNK = 256 * 1024
SEAM = 200


class MergedCells:
    """Areas of a sheet; `filled` makes each row, from top down, what is seen of it.

    What a covered cell holds itself, as some programs keep it, is not seen.
    """

    def __init__(self, areas=()):
        """(first row, last row, first column, last column) of each area."""
        kept = (a for a in areas if (a[1] > a[0] or a[3] > a[2]) and a[2] < MAX_COLUMNS)
        self.waiting = sorted(kept, reverse=True)
        self.open = []  # (last row, column, values)

    def filled(self, number, cells):
        self.open = [area for area in self.open if area[0] >= number]
        for _, column, values in self.open:
            cells = _put(cells, column, values)
        while self.waiting and self.waiting[-1][0] <= number:
            first, last, column, right = self.waiting.pop()
            value = cells[column] if column < len(cells) else ""
            if last < number or not value:
                continue
            if last > first and not mark_of(value):
                value = Cell(value, Mark.MERGED)
            values = [value, *covered(min(right, MAX_COLUMNS - 1) - column)]
            cells = _put(cells, column, values)
            if last > number:
                self._open(last, column, values)
        return cells

    def _open(self, last, column, values):
        """Areas do not overlap: more columns than a sheet may have are no list."""
        self.open.append((last, column, values))
        if sum(len(values) for _, _, values in self.open) > MAX_COLUMNS:
            raise RefusedFile(NOT_A_LIST)


def _put(cells, column, values):
    """A copy with the values from their column on."""
    end = column + len(values)
    cells = [*cells, *[""] * (end - len(cells))]
    cells[column:end] = values
    return cells


def merged_in(stream, column_of_letters) -> MergedCells:
    """Merged areas of a sheet's XML, which names them behind all its rows."""
    areas, seam = [], b""
    while chunk := stream.read(CHUNK):
        text = seam + chunk
        end = 0
        for found in REFERENCE.finditer(text):
            left, top, right, bottom = found.groups()
            columns = (column_of_letters(letters.decode()) for letters in (left, right))
            areas.append((int(top), int(bottom), *columns))
            end = found.end()
        if len(areas) > MAX_MERGED:
            raise RefusedFile(TOO_MANY)
        seam = text[max(end, len(text) - SEAM) :]
    return MergedCells(areas)
