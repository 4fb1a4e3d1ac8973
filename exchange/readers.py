"""Rows of an uploaded file as plain text, one by one, whatever its format."""

import csv
import io

from exchange.upload_checks import RefusedFile, csv_encoding, file_kind
from exchange.workbooks import MAX_CELL, MAX_COLUMNS, TOO_WIDE, workbook_rows

MAX_ROWS = 200_000
TOO_MANY = f"超过 {MAX_ROWS // 10_000} 万行。请拆成几份再上传。"
BROKEN_CSV = "CSV 第 {} 行附近读不下去：引号不成对，或一格超过 4 万个字。"

csv.field_size_limit(MAX_CELL)


def rows_of(file):
    """(row number, cells) of each row of an open file that is not blank; the header is one."""
    rows = workbook_rows(file) if file_kind(file) == "xlsx" else csv_rows(file)
    for count, (number, cells) in enumerate(rows):
        if count > MAX_ROWS:
            raise RefusedFile(TOO_MANY)
        if len(cells) > MAX_COLUMNS:
            raise RefusedFile(TOO_WIDE)
        yield number, cells


def csv_rows(file):
    encoding = csv_encoding(file)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        delimiter = delimiter_of(text.readline())
        text.seek(0)
        yield from _filled_rows(csv.reader(text, delimiter=delimiter))
    finally:
        text.detach()  # the file stays open for whoever opened it


def _filled_rows(lines):
    number = 0
    try:
        for number, cells in enumerate(lines, 1):
            while cells and not cells[-1].strip():
                cells.pop()
            if cells:
                yield number, cells
    except csv.Error as error:
        raise RefusedFile(BROKEN_CSV.format(number + 1)) from error


def delimiter_of(header):
    """Comma, or what a Chinese or European Excel writes instead."""
    return max(",\t;，", key=header.count)
