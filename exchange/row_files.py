"""Rows under a header as a file: CSV line by line, or a workbook written through, not held."""

import tempfile

from exchange.csv_injection import quoted
from exchange.exports import BYTE_ORDER_MARK, LINE


def as_csv(header, rows):
    """Lines of a UTF-8 file with its mark; what a spreadsheet would run is made harmless."""
    yield BYTE_ORDER_MARK + LINE(header)
    for row in rows:
        yield LINE([quoted(cell) if isinstance(cell, str) else cell for cell in row])


def as_xlsx(title, header, rows):
    """An open temporary file; the rows are written through, not held."""
    from openpyxl import Workbook  # loads numpy as well: for the few that write a workbook

    from exchange.xlsx_templates import text_cell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    cell = text_cell(sheet)
    sheet.append([cell(word) for word in header])
    for row in rows:
        sheet.append(
            [(cell(each) if each else None) if isinstance(each, str) else each for each in row]
        )
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- closed by the response
    book.save(file)
    file.seek(0)
    return file
