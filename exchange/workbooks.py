"""Rows of the sheet of an xlsx file that holds the list, streamed.

Written by hand because memory must stay bounded whatever the file holds: openpyxl keeps every
unknown element of a sheet (50 MB of `<x/>` take more than 1 GB) and needs 280 µs a row;
python-calamine holds the whole sheet and copies a shared string into every cell that names it.
"""

import posixpath
import re
import zipfile
import zlib
from functools import cache
from itertools import islice
from xml.parsers import expat

from exchange.cells import MAX_COLUMNS, Cell, Mark
from exchange.merged_cells import MergedCells, merged_in
from exchange.number_formats import GENERAL, NumberFormat
from exchange.sheet_findings import SheetFindings
from exchange.upload_checks import NOT_A_LIST, RefusedFile, is_read

MAX_CELL = 40_000
MAX_STRINGS = 1_000_000
LAST_ROW = 1_048_576
CHUNK = 64 * 1024
SILENCE = 512 * 1024  # bytes without a tag: no list
COLUMN = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
ESCAPED = re.compile(r"_x((?![dD][89a-fA-F])[0-9A-Fa-f]{4})_")  # no half of a pair
MAX_FORMATS = 100_000
MAX_SHEETS = 200
ROWS_ABOVE = 20  # how far down a header may stand
BOOLEANS = {"1": "TRUE", "0": "FALSE"}  # as a spreadsheet shows them
TRUE = {"1", "true"}
OWN_PAGES = {"填写说明"}  # of our own templates
TOO_WIDE = f"表格超过 {MAX_COLUMNS} 列。请只留下要导入的列。"
TOO_LONG = "有一个单元格超过 4 万个字，不像是表格。"


class Part:
    """Handlers for one XML part; `feed` runs a stream through them."""

    encoding = None  # as the part says itself

    def __init__(self):
        self.silence = 0

    def feed(self, stream):
        """Yields after each chunk, so that what was found can be handed on."""
        parser = expat.ParserCreate(self.encoding)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self.refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text
        try:
            while chunk := stream.read(CHUNK):
                self.silence += len(chunk)
                if self.silence > SILENCE:
                    self.refuse()
                parser.Parse(chunk)
                yield
            parser.Parse(b"", True)  # noqa: FBT003 -- expat's signature
        except expat.ExpatError as error:
            raise RefusedFile(NOT_A_LIST) from error
        yield

    def read(self, stream):
        for _ in self.feed(stream):
            pass
        return self

    def refuse(self, *_):
        raise RefusedFile(NOT_A_LIST)

    def _start(self, name, attributes):
        self.silence = 0
        self.start(name.rpartition(":")[2], attributes)

    def _end(self, name):
        self.end(name.rpartition(":")[2])

    def start(self, name, attributes): ...

    def end(self, name): ...

    def text(self, data): ...


class Strings(Part):
    """sharedStrings.xml: one text for each `si`, without the readings above it."""

    def __init__(self):
        super().__init__()
        self.found, self.pieces, self.length, self.is_open = [], [], 0, False
        self.in_reading = 0

    def start(self, name, attributes):
        if name == "si":
            self.pieces, self.length = [], 0
        elif name == "rPh":
            self.in_reading += 1
        self.is_open = name == "t" and not self.in_reading

    def end(self, name):
        self.is_open = False
        if name == "rPh":
            self.in_reading -= 1
        elif name == "si":
            self.found.append(unescaped("".join(self.pieces)))
            if len(self.found) > MAX_STRINGS:
                self.refuse()

    def text(self, data):
        if self.is_open:
            self.length += len(data)
            if self.length > MAX_CELL:
                raise RefusedFile(TOO_LONG)
            self.pieces.append(data)


class Styles(Part):
    """styles.xml: the number format of each cell style."""

    def __init__(self):
        super().__init__()
        self.codes, self.made, self.formats, self.in_cells = {}, {}, [], False

    def start(self, name, attributes):
        if name == "numFmt" and len(self.codes) < MAX_FORMATS:
            self.codes[attributes.get("numFmtId")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells and len(self.formats) < MAX_FORMATS:
            self.formats.append(self._format(attributes.get("numFmtId", "0")))

    def end(self, name):
        if name == "cellXfs":
            self.in_cells = False

    def _format(self, key):
        if key not in self.made:
            self.made[key] = NumberFormat(key, self.codes.get(key))
        return self.made[key]


class Book(Part):
    """workbook.xml: the sheets that are not hidden, and from when days count."""

    def __init__(self):
        super().__init__()
        self.sheets, self.hidden, self.is_1904 = [], 0, False

    def start(self, name, attributes):
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in TRUE
        elif name == "sheet" and len(self.sheets) < MAX_SHEETS:
            if attributes.get("state", "visible") != "visible":
                self.hidden += 1
                return
            ids = [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
            self.sheets.append((attributes.get("name", ""), ids[0] if ids else None))


class Relations(Part):
    def __init__(self):
        super().__init__()
        self.targets = {}

    def start(self, name, attributes):
        if name == "Relationship":
            self.targets[attributes.get("Id")] = attributes.get("Target", "")


class Sheet(Part):
    """A worksheet: `rows` collects (number, cells) of rows that are complete."""

    def __init__(self, strings, formats, *, is_1904=False, merged=None, findings=None):
        super().__init__()
        self.strings, self.formats, self.is_1904 = strings, formats, is_1904
        self.merged = merged or MergedCells()
        self.findings = findings or SheetFindings()
        self.rows, self.cells, self.number, self.column = [], [], 0, -1
        self.type, self.style, self.pieces, self.length, self.is_open = "n", None, [], 0, False
        self.has_formula = self.is_hidden = False

    def start(self, name, attributes):
        if name == "c":
            self.column = column_of(attributes.get("r")) if "r" in attributes else self.column + 1
            self.type, self.style = attributes.get("t", "n"), attributes.get("s")
            self.pieces, self.length, self.has_formula = [], 0, False
        elif name in {"v", "t"}:
            self.is_open = True
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self.cells, self.column = [], -1
            self.number = self._number(attributes.get("r"))
            self.is_hidden = is_invisible(attributes, "ht")
        elif name == "col" and is_invisible(attributes, "width"):
            self._hide(attributes)

    def _hide(self, attributes):
        ends = [attributes.get(key, "") for key in ("min", "max")]
        if all(end.isdecimal() and len(end) < 8 for end in ends):
            first, last = map(int, ends)
            self.findings.hidden_columns.update(range(first - 1, min(last, MAX_COLUMNS)))

    def _number(self, written):
        number = self.number + 1
        if written is not None:
            number = int(written) if written.isdecimal() and len(written) < 8 else 0
        if not self.number < number <= LAST_ROW:
            self.refuse()
        return number

    def end(self, name):
        if name in {"v", "t"}:
            self.is_open = False
        elif name == "c" and self.pieces:
            self._put(self._value("".join(self.pieces)))
        elif name == "c" and self.has_formula and self.type != "str":
            self._put(Cell("", Mark.UNCALCULATED))
        elif name == "row" and self.cells:
            self._finish_row()

    def _finish_row(self):
        self.rows.append((self.number, self.merged.filled(self.number, self.cells)))
        if self.is_hidden:
            self.findings.hidden_rows.add(self.number)

    def text(self, data):
        if self.is_open:
            self.length += len(data)
            if self.length > MAX_CELL:
                raise RefusedFile(TOO_LONG)
            self.pieces.append(data)

    def _put(self, value):
        if not value.strip() and not isinstance(value, Cell):
            return
        if self.column >= MAX_COLUMNS:
            raise RefusedFile(TOO_WIDE)
        missing = self.column - len(self.cells)
        if missing < 0:
            self.refuse()
        self.cells += [""] * missing
        self.cells.append(value)

    def _value(self, raw):
        if self.type == "s":
            if not raw.isdecimal() or len(raw) > 8 or int(raw) >= len(self.strings):
                self.refuse()
            return self.strings[int(raw)]
        if self.type == "b":
            return BOOLEANS.get(raw, raw)
        if self.type == "d":
            return Cell(raw.partition("T")[0], Mark.DAY)
        if self.type == "n":
            return self._format().cell(raw, is_1904=self.is_1904)
        return unescaped(raw)

    def _format(self):
        style = self.style or ""
        if style.isdecimal() and int(style[:6]) < len(self.formats):
            return self.formats[int(style[:6])]
        return GENERAL


def is_invisible(attributes, size):
    """Hidden by hand, by a filter, or made too small to be seen."""
    return attributes.get("hidden") in TRUE or attributes.get(size) in {"0", "0.0"}


def unescaped(text):
    """Characters that XML cannot hold, as ECMA-376 writes them: a line end is _x000D_."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


@cache
def column_letters(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_of(reference):
    """C7 → 2."""
    found = COLUMN.fullmatch(reference or "")
    if found is None:
        raise RefusedFile(NOT_A_LIST)
    return column_letters(found[1])


def workbook_rows(file, findings=None, is_header=None):
    """(row number, cells) of each row that is not blank; RefusedFile when it is no workbook.

    Of several sheets the first is read that has a header, which `is_header(cells)` tells; what
    else is to be said about the file goes into `findings`.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            yield from Workbook(archive, findings or SheetFindings()).rows(is_header)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as error:
        raise RefusedFile(NOT_A_LIST) from error


class Workbook:
    """The parts of an archive that say how its sheets are read."""

    def __init__(self, archive, findings):
        self.archive, self.findings = archive, findings
        self.names = set(archive.namelist())
        self.book = self._read(Book(), "xl/workbook.xml")
        self.relations = self._read(Relations(), "xl/_rels/workbook.xml.rels")
        self.strings = self._read(Strings(), "xl/sharedStrings.xml").found
        self.formats = self._read(Styles(), "xl/styles.xml").formats

    def _read(self, part, name):
        if name not in self.names:
            return part
        with self.archive.open(name) as stream:
            return part.read(stream)

    def rows(self, is_header):
        sheets = [(title, self._part_of(key)) for title, key in self.book.sheets]
        sheets = [(title, part) for title, part in sheets if part in self.names]
        sheets = sheets or [("", "xl/worksheets/sheet1.xml")]
        with_header = [s for s in sheets if is_header and self._has_header(s[1], is_header)]
        chosen = (with_header or sheets)[0]
        self.findings.tell_sheets(
            chosen[0],
            others=[title for title, _ in sheets if title not in {chosen[0], *OWN_PAGES}],
            lists=[title for title, _ in with_header[1:]],
            hidden=self.book.hidden,
        )
        yield from self._rows_of(chosen[1], self.findings)

    def _part_of(self, key):
        target = self.relations.targets.get(key, "worksheets/sheet1.xml")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if not is_read(part):
            raise RefusedFile(NOT_A_LIST)
        return part

    def _has_header(self, part, is_header):
        return any(is_header(cells) for _, cells in islice(self._rows_of(part), ROWS_ABOVE))

    def _rows_of(self, part, findings=None):
        merged = None
        if findings is not None:
            with self.archive.open(part) as stream:
                merged = merged_in(stream, column_letters)
        sheet = Sheet(
            self.strings,
            self.formats,
            is_1904=self.book.is_1904,
            merged=merged,
            findings=findings,
        )
        with self.archive.open(part) as stream:
            for _ in sheet.feed(stream):
                yield from sheet.rows
                sheet.rows = []
