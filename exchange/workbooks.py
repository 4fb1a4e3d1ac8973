"""Rows of the first sheet of an xlsx file, streamed.

Written by hand because memory must stay bounded whatever the file holds: openpyxl keeps every
unknown element of a sheet (50 MB of `<x/>` take more than 1 GB) and needs 280 µs a row;
python-calamine holds the whole sheet and copies a shared string into every cell that names it.
"""

import datetime
import posixpath
import re
import zipfile
import zlib
from functools import cache
from xml.parsers import expat

from exchange.upload_checks import NOT_A_LIST, RefusedFile

MAX_COLUMNS = 100
MAX_CELL = 40_000
MAX_STRINGS = 1_000_000
LAST_ROW = 1_048_576
CHUNK = 64 * 1024
SILENCE = 512 * 1024  # bytes without a tag: no list
COLUMN = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
BOOLEANS = {"1": "是", "0": "否"}
TOO_WIDE = f"表格超过 {MAX_COLUMNS} 列。请只留下要导入的列。"
TOO_LONG = "有一个单元格超过 4 万个字，不像是表格。"


class Part:
    """Handlers for one XML part; `feed` runs a stream through them."""

    def __init__(self):
        self.silence = 0

    def feed(self, stream):
        """Yields after each chunk, so that what was found can be handed on."""
        parser = expat.ParserCreate()
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
            self.found.append("".join(self.pieces))
            if len(self.found) > MAX_STRINGS:
                self.refuse()

    def text(self, data):
        if self.is_open:
            self.length += len(data)
            if self.length > MAX_CELL:
                raise RefusedFile(TOO_LONG)
            self.pieces.append(data)


class Styles(Part):
    """styles.xml: which cell styles show a day."""

    def __init__(self):
        super().__init__()
        self.formats, self.days, self.in_cells = {}, [], False

    def start(self, name, attributes):
        if name == "numFmt":
            self.formats[attributes.get("numFmtId")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self.in_cells = True
        elif name == "xf" and self.in_cells:
            self.days.append(self._is_day(attributes.get("numFmtId", "0")))

    def end(self, name):
        if name == "cellXfs":
            self.in_cells = False

    def _is_day(self, key):
        if key in self.formats:
            code = QUOTED.sub("", self.formats[key]).lower()
            return "y" in code or "d" in code or "年" in self.formats[key]
        return key.isdigit() and int(key[:4]) in BUILT_IN_DATES


class Book(Part):
    """workbook.xml: the first sheet that is not hidden, and from when days count."""

    def __init__(self):
        super().__init__()
        self.sheet, self.is_1904 = None, False

    def start(self, name, attributes):
        if name == "workbookPr":
            self.is_1904 = attributes.get("date1904") in {"1", "true"}
        elif name == "sheet" and self.sheet is None and attributes.get("state") is None:
            ids = [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
            self.sheet = ids[0] if ids else None


class Relations(Part):
    def __init__(self):
        super().__init__()
        self.targets = {}

    def start(self, name, attributes):
        if name == "Relationship":
            self.targets[attributes.get("Id")] = attributes.get("Target", "")


class Sheet(Part):
    """A worksheet: `rows` collects (number, cells) of rows that are complete."""

    def __init__(self, strings, days, *, is_1904=False):
        super().__init__()
        self.strings, self.days = strings, days
        self.epoch = datetime.datetime(1904, 1, 1) if is_1904 else datetime.datetime(1899, 12, 30)  # noqa: DTZ001 -- cells have no time zone
        self.rows, self.cells, self.number, self.column = [], [], 0, -1
        self.type, self.style, self.pieces, self.length, self.is_open = "n", None, [], 0, False

    def start(self, name, attributes):
        if name == "c":
            self.column = column_of(attributes.get("r")) if "r" in attributes else self.column + 1
            self.type, self.style = attributes.get("t", "n"), attributes.get("s")
            self.pieces, self.length = [], 0
        elif name in {"v", "t"}:
            self.is_open = True
        elif name == "row":
            self.cells, self.column = [], -1
            self.number = self._number(attributes.get("r"))

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
            self._put("".join(self.pieces))
        elif name == "row" and self.cells:
            self.rows.append((self.number, self.cells))

    def text(self, data):
        if self.is_open:
            self.length += len(data)
            if self.length > MAX_CELL:
                raise RefusedFile(TOO_LONG)
            self.pieces.append(data)

    def _put(self, raw):
        value = self._value(raw)
        if not value:
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
        if self.type == "n":
            return self._number_text(raw)
        return raw

    def _number_text(self, raw):
        try:
            number = float(raw)
        except ValueError:
            return raw
        if self.style is not None and self._shows_day() and 0 < number < 2_958_466:
            moment = self.epoch + datetime.timedelta(days=number)
            return moment.date().isoformat()
        if number.is_integer() and abs(number) < 10**15:
            return str(int(number))
        return format(number, ".15g") if abs(number) < 10**15 else raw

    def _shows_day(self):
        return (
            self.style.isdecimal()
            and int(self.style[:6]) < len(self.days)
            and (self.days[int(self.style[:6])])
        )


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


def workbook_rows(file):
    """(row number, cells) of each row that is not blank; RefusedFile when it is no workbook."""
    try:
        with zipfile.ZipFile(file) as archive:
            yield from _rows(archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, OSError) as error:
        raise RefusedFile(NOT_A_LIST) from error


def _rows(archive):
    names = set(archive.namelist())

    def read(part, name):
        if name not in names:
            return part
        with archive.open(name) as stream:
            return part.read(stream)

    book = read(Book(), "xl/workbook.xml")
    relations = read(Relations(), "xl/_rels/workbook.xml.rels")
    target = relations.targets.get(book.sheet, "worksheets/sheet1.xml")
    strings = read(Strings(), "xl/sharedStrings.xml").found
    days = read(Styles(), "xl/styles.xml").days
    sheet = Sheet(strings, days, is_1904=book.is_1904)
    with archive.open(posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")) as stream:
        for _ in sheet.feed(stream):
            yield from sheet.rows
            sheet.rows = []
