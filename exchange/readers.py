"""Rows of an uploaded file as plain text, one by one, whatever its format."""

import csv
import io
import re
from itertools import chain, islice

from exchange.cells import MAX_COLUMNS
from exchange.html_tables import html_rows
from exchange.sheet_findings import SheetFindings
from exchange.spreadsheet_xml import xml_rows
from exchange.upload_checks import RefusedFile, file_kind, text_encoding
from exchange.workbooks import MAX_CELL, TOO_WIDE, workbook_rows

MAX_ROWS = 200_000
TOO_MANY = f"超过 {MAX_ROWS // 10_000} 万行。请拆成几份再上传。"
BROKEN_CSV = "CSV 第 {} 行附近读不下去：引号不成对，或一格超过 4 万个字。"
NO_TABLE = (
    "这是网页，里面没有表格，多半是登录页或出错页。请登录原来的系统重新导出，另存为 xlsx 再上传。"
)
BYTE_ORDER_MARK = "\ufeff"
OPEN_QUOTE = (
    "CSV 第 {} 行有一个引号没有收尾，后面的行都算进了这一格，没有读。请补上引号，或另存为 xlsx。"
)
END = "\0"  # behind the last line: a row that swallows it has an open quote
DELIMITERS = ",\t;，|"
SEPARATOR = re.compile(r"sep=(.)\s*", re.IGNORECASE)
TEXT_FORMULA = re.compile(r'="([^"]*)"')  # keeps a spreadsheet from touching 000123
LINES_TRIED = 20

csv.field_size_limit(MAX_CELL)


def rows_of(file, findings=None, is_header=None):
    """(row number, cells) of each row of an open file that is not blank; the header is one.

    `is_header(cells)` tells the header, where there are several sheets or separators to choose
    from; what is to be said about the file goes into `findings`.
    """
    rows = _READERS[file_kind(file)](file, findings or SheetFindings(), is_header)
    for count, (number, cells) in enumerate(rows):
        if count > MAX_ROWS:
            raise RefusedFile(TOO_MANY)
        if len(cells) > MAX_COLUMNS:
            raise RefusedFile(TOO_WIDE)
        yield number, cells


def csv_rows(file, _findings, is_header):
    encoding = text_encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        head = [line.removeprefix(BYTE_ORDER_MARK) for line in islice(text, LINES_TRIED)]
        separator = SEPARATOR.fullmatch(head[0]) if head else None
        delimiter = separator[1] if separator else delimiter_of(head, is_header)
        rows = csv.reader(chain(head, text, [END]), delimiter=delimiter)
        yield from islice(_filled_rows(rows), 1 if separator else 0, None)
    finally:
        text.detach()  # the file stays open for whoever opened it


def _filled_rows(lines):
    number = 0
    try:
        for number, cells in enumerate(lines, 1):
            if cells == [END]:
                return
            if cells and cells[-1].endswith(END):
                raise RefusedFile(OPEN_QUOTE.format(number))
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                yield number, [c if c[:1] != "=" else _without_formula(c) for c in cells]
    except csv.Error as error:
        raise RefusedFile(BROKEN_CSV.format(number + 1)) from error


def _without_formula(cell):
    found = TEXT_FORMULA.fullmatch(cell.strip())
    return found[1] if found else cell


def delimiter_of(head, is_header):
    """Comma, or what a Chinese or European Excel writes instead."""
    for line in head if is_header else ():
        for delimiter in DELIMITERS:
            cells = next(csv.reader([line], delimiter=delimiter), [])
            if len(cells) > 1 and is_header(cells):
                return delimiter
    first = head[0] if head else ""
    return max(DELIMITERS, key=first.count)


def page_rows(file, findings, _is_header):
    encoding = text_encoding(file)
    file.seek(0)
    text = file.read().decode(encoding).removeprefix(BYTE_ORDER_MARK)
    rows = html_rows(text, findings)
    first = next(rows, None)
    if first is None:
        raise RefusedFile(NO_TABLE)
    return chain([first], rows)


_READERS = {"xlsx": workbook_rows, "csv": csv_rows, "html": page_rows, "xml": xml_rows}
