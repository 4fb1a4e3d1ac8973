"""Rows of the tables of a web page: what office systems export under the name xls."""

import re

from exchange.cells import MAX_COLUMNS, Cell, Mark, covered, mark_of
from exchange.upload_checks import RefusedFile

MAX_SPAN = 1000
MAX_CELL = 40_000
TOO_LONG = "有一个单元格超过 4 万个字，不像是表格。"
SILENT = frozenset({"script", "style", "title", "select", "option"})
INVISIBLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
BLANKS = re.compile(r"[^\S\n]+")
PIECE = 64 * 1024


def html_rows(text, findings):
    """(row number, cells) of all rows of all tables that are not blank."""
    from lxml import etree  # 3 MB that pages of readers do not need

    target = _Rows(findings)
    parser = etree.HTMLParser(target=target, encoding="utf-8", no_network=True)
    for start in range(0, len(text), PIECE):
        parser.feed(text[start : start + PIECE].encode("utf-8", "replace"))
        yield from target.taken()
    parser.close()
    yield from target.taken()


class _Rows:
    """Collects complete rows; a cell over several rows fills those below it."""

    def __init__(self, findings):
        self.findings = findings
        self.rows, self.number, self.cells = [], 0, None
        self.pieces, self.length, self.span, self.silent = None, 0, (1, 1), 0
        self.below = {}  # column → (rows left, value)
        self.from_above = {}  # what of it belongs to the row that is open

    def taken(self):
        rows, self.rows = self.rows, []
        return rows

    def start(self, tag, attributes):
        if tag in SILENT:
            self.silent += 1
        elif tag == "table":
            self._end_row()
            self.below = {}
        elif tag == "tr":
            self._end_row()
            self.number += 1
            self.cells, self.from_above = [], self.below
            self.below = {at: (n - 1, value) for at, (n, value) in self.below.items() if n > 1}
            if "hidden" in attributes or INVISIBLE.search(attributes.get("style", "")):
                self.findings.hidden_rows.add(self.number)
        elif tag in {"td", "th"} and self.cells is not None:
            self._end_cell()
            self.pieces, self.length = [], 0
            self.span = _span(attributes.get("rowspan")), _span(attributes.get("colspan"))
        elif tag in {"br", "p", "div"} and self.pieces:
            self.pieces.append("\n")

    def end(self, tag):
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in {"td", "th"}:
            self._end_cell()
        elif tag in {"tr", "table"}:
            self._end_row()

    def data(self, text):
        if self.pieces is not None and not self.silent:
            self.length += len(text)
            if self.length > MAX_CELL:
                raise RefusedFile(TOO_LONG)
            # A line end of the source means nothing.
            self.pieces.append(text.replace("\n", " "))

    def comment(self, text):
        """Nothing that is seen."""

    def close(self):
        self._end_row()

    def _end_cell(self):
        if self.pieces is None:
            return
        lines = BLANKS.sub(" ", "".join(self.pieces)).split("\n")
        text = "\n".join(filter(None, (line.strip() for line in lines)))
        self.pieces = None
        self._fill_from_above()
        down, across = self.span
        value = Cell(text, Mark.MERGED) if down > 1 and text else text
        values = [value, *(covered(across - 1) if text else [""] * (across - 1))]
        if down > 1 and text:
            self.below |= {len(self.cells) + i: (down - 1, v) for i, v in enumerate(values)}
        self.cells += values

    def _fill_from_above(self):
        while len(self.cells) in self.from_above:
            self.cells.append(self.from_above.pop(len(self.cells))[1])

    def _end_row(self):
        self._end_cell()
        if self.cells is None:
            return
        self._fill_from_above()
        while self.cells and not self._is_part(self.cells[-1]):
            self.cells.pop()
        if self.cells:
            self.rows.append((self.number, self.cells))
        self.cells = None

    def _is_part(self, cell):
        """A title over the whole width is no wider than what it stands above."""
        return cell.strip() or (mark_of(cell) and len(self.cells) <= MAX_COLUMNS)


def _span(written):
    """1 where nothing sensible is said."""
    text = (written or "").strip()
    return max(1, min(int(text), MAX_SPAN)) if text.isdecimal() and len(text) < 5 else 1
