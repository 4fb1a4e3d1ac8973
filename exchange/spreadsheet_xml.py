"""Rows of an “XML 表格 2003” file, streamed: the first worksheet that holds the list."""

import codecs
import re

from exchange.cells import MAX_COLUMNS, Cell, Mark, covered
from exchange.number_formats import NumberFormat
from exchange.upload_checks import RefusedFile, text_encoding
from exchange.workbooks import (
    BOOLEANS,
    LAST_ROW,
    MAX_CELL,
    TOO_LONG,
    TOO_WIDE,
    Part,
)

MAX_STYLES = 10_000
NAMED = {
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
    "Standard": "#,##0.00",
    "Fixed": "0.00",
    "Currency": "#,##0.00",
    "Short Date": "yyyy/m/d",
    "Long Date": "yyyy/m/d",
    "General Number": "General",
    "General Date": "yyyy/m/d",
    "Short Time": "h:mm",
}
DAY_AND_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})")
NO_DAY = "1899-12-31"


def local(attributes):
    return {key.rpartition(":")[2]: value for key, value in attributes.items()}


def as_utf8(file):
    """The file from its beginning; expat does not know what Chinese offices write."""
    encoding = text_encoding(file)
    file.seek(0)
    return codecs.EncodedFile(file, "utf-8", encoding)


class SpreadsheetXml(Part):
    """`rows` collects (sheet, number, cells) of rows that are complete."""

    encoding = "utf-8"

    def __init__(self, findings=None, chosen=0):
        super().__init__()
        self.chosen = chosen
        self.findings, self.formats, self.style, self.sheet = findings, {}, "", 0
        self.rows, self.number, self.cells, self.is_open = [], 0, [], False
        self.pieces, self.length, self.type, self.cell = [], 0, "String", {}
        self.below = {}  # column → (last row, value)
        self.titles, self.columns = [], 0

    def start(self, name, attributes):
        handler = getattr(self, f"start_{name.lower()}", None)
        if handler is not None:
            handler(local(attributes))

    def end(self, name):
        if name == "Data":
            self.is_open = False
        elif name == "Cell":
            self._end_cell()
        elif name == "Row":
            self._end_row()

    def start_style(self, attributes):
        self.style = attributes.get("ID", "")

    def start_numberformat(self, attributes):
        code = attributes.get("Format", "")
        if len(self.formats) < MAX_STYLES:
            self.formats[self.style] = NumberFormat("0", NAMED.get(code, code))

    def start_worksheet(self, attributes):
        self.sheet += 1
        self.titles.append(attributes.get("Name", ""))
        self.number, self.columns, self.below = 0, 0, {}

    def start_row(self, attributes):
        self.cells = []
        self.number = self._position(attributes, self.number + 1, LAST_ROW)
        if attributes.get("Hidden") == "1" or attributes.get("Height") == "0":
            self.hide_row()

    def hide_row(self):
        if self.sheet == self.chosen:
            self.findings.hidden_rows.add(self.number)

    def start_column(self, attributes):
        """Counted from the first, or where it says; several alike are one element."""
        at = self._position(attributes, self.columns + 1, LAST_ROW)
        span = attributes.get("Span", "0")
        self.columns = at + (int(span) if span.isdecimal() and len(span) < 6 else 0)
        is_hidden = attributes.get("Hidden") == "1" or attributes.get("Width") == "0"
        if is_hidden and self.sheet == self.chosen:
            self.findings.hidden_columns.update(range(at - 1, min(self.columns, MAX_COLUMNS)))

    def start_cell(self, attributes):
        self._fill_from_above()
        at = self._position(attributes, len(self.cells) + 1, MAX_COLUMNS) - 1
        self.cells += [""] * (at - len(self.cells))
        self.pieces, self.length, self.type, self.cell = [], 0, "", attributes

    def start_data(self, attributes):
        self.is_open, self.type = True, attributes.get("Type", "String")

    def _position(self, attributes, expected, last):
        """The place that is named, else the next one; never one that has been passed."""
        written = attributes.get("Index")
        if written is None:
            place = expected
        else:
            place = int(written) if written.isdecimal() and len(written) < 8 else 0
        if place > last and last == MAX_COLUMNS:
            raise RefusedFile(TOO_WIDE)
        if not expected <= place <= last:
            self.refuse()
        return place

    def text(self, data):
        if self.is_open:
            self.length += len(data)
            if self.length > MAX_CELL:
                raise RefusedFile(TOO_LONG)
            self.pieces.append(data)

    def _end_cell(self):
        value = self._value("".join(self.pieces))
        column = len(self.cells)
        down, across = (self.cell.get(key, "0") for key in ("MergeDown", "MergeAcross"))
        across = min(int(across[:7]) if across.isdecimal() else 0, MAX_COLUMNS - 1 - column)
        is_tall = down.isdecimal() and int(down[:7]) > 0 and value
        if is_tall and not isinstance(value, Cell):
            value = Cell(value, Mark.MERGED)
        values = [value, *(covered(across) if value else [""] * across)]
        if is_tall:
            last = self.number + int(down[:7])
            self.below |= {column + i: (last, v) for i, v in enumerate(values)}
        self.cells += values

    def _value(self, raw):
        if self.type == "DateTime" and (found := DAY_AND_TIME.match(raw)):
            is_time = found[1] == NO_DAY
            return Cell(found[2] if is_time else found[1], Mark.TIME if is_time else Mark.DAY)
        if self.type == "Number" and raw:
            known = self.formats.get(self.cell.get("StyleID"))
            return (known or NumberFormat()).cell(raw)
        if not raw and "Formula" in self.cell:
            return Cell("", Mark.UNCALCULATED)
        return BOOLEANS.get(raw, raw) if self.type == "Boolean" else raw

    def _fill_from_above(self):
        while (found := self.below.get(len(self.cells))) and found[0] >= self.number:
            self.cells.append(found[1])

    def _end_row(self):
        self._fill_from_above()
        while self.cells and not (self.cells[-1].strip() or isinstance(self.cells[-1], Cell)):
            self.cells.pop()
        if self.cells:
            self.rows.append((self.sheet, self.number, self.cells))


def xml_rows(file, findings, is_header=None):
    """(row number, cells) of the rows of one sheet that are not blank."""
    chosen, titles = _sheet_with_header(file, is_header)
    findings.tell_sheets(
        titles[chosen - 1] if titles else "",
        others=[title for at, title in enumerate(titles, 1) if at != chosen],
        lists=[],
        hidden=0,
    )
    part = SpreadsheetXml(findings, chosen)
    for _ in part.feed(as_utf8(file)):
        yield from ((number, cells) for sheet, number, cells in part.rows if sheet == chosen)
        part.rows = []


def _sheet_with_header(file, is_header):
    """(its number from 1, all titles)."""
    part, found = SpreadsheetXml(), 0
    for _ in part.feed(as_utf8(file)):
        for sheet, _number, cells in part.rows:
            if not found and is_header and is_header(cells):
                found = sheet
        part.rows = []
    return found or 1, part.titles
