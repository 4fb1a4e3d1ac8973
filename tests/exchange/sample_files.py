"""Small lists as clerks send them, and files that nobody should open."""

import csv
import io
import struct
import zipfile

from openpyxl import Workbook

HEADER = ["编号", "标题", "类型", "供应方式", "面积（㎡）", "价格", "价格单位", "净高（m）"]
ROW = ["GEM-F-1", "一号厂房", "厂房", "出租", "3200", "9.5", "元/㎡·月", "9.6"]


def row(code="GEM-F-1", **cells):
    """ROW with some cells changed: row(净高="…") by the beginning of the header."""
    values = [code, *ROW[1:]]
    for start, value in cells.items():
        values[next(i for i, text in enumerate(HEADER) if text.startswith(start))] = value
    return values


def csv_bytes(rows, header=HEADER, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue().encode(encoding)


def xlsx_bytes(rows, header=HEADER):
    book = Workbook()
    for cells in [header, *rows]:
        book.active.append(cells)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def with_parts(**parts):
    """A good workbook with parts put in or replaced; `__` in a name stands for a slash."""
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes([ROW]))) as archive:
        found = {name: archive.read(name) for name in archive.namelist()}
    return zipped(found | {name.replace("__", "/"): data for name, data in parts.items()})


def claiming_size(data, name, size):
    """The workbook with another unpacked size of one part in its directory."""
    at = data.rindex(name.encode()) - 46
    return data[: at + 24] + struct.pack("<L", size) + data[at + 28 :]


SHEET = "xl/worksheets/sheet1.xml"
MB = 1024 * 1024


def bombs():
    """Name → content; each is refused by file_kind() or while it is read."""
    spaces = b" " * (60 * MB)
    entity = (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'
    )
    return {
        "60 MB unpacked": with_parts(**{"xl__worksheets__sheet1.xml": b"<a/>" + spaces}),
        "ratio": with_parts(**{"xl__worksheets__sheet1.xml": b"<a/>" + spaces[: 20 * MB]}),
        "entries": with_parts(**{f"xl__x{n}.xml": b"<a/>" for n in range(1100)}),
        "nested zip": with_parts(**{"xl__media__a.bin": zipped({"b": b"b"})}),
        "nested by name": with_parts(**{"xl__a.zip": b"1"}),
        "lying small": claiming_size(xlsx_bytes([ROW] * 50), SHEET, 200),
        "entities": with_parts(**{"xl__worksheets__sheet1.xml": entity}),
        "utf-16": with_parts(**{"xl__worksheets__sheet1.xml": entity.decode().encode("utf-16")}),
        "no workbook": zipped({"a.txt": b"a"}),
        "cut off": xlsx_bytes([ROW])[:-40],
        "old excel": b"\xd0\xcf\x11\xe0" + b"\0" * 500,
        "nul csv": b"a,b\n\0,c\n",
        "giant line": b"a,b\n" + b"x" * (2 * MB),
        "not text": b"\xff\xfe\xff\x81\x00",
    }
