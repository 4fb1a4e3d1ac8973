"""The rows of an upload as JSON lines: one format to read on from any byte, whatever came in."""

import json

from exchange.readers import rows_of
from exchange.upload_checks import RefusedFile

NO_ROWS = "文件里没有数据：第一行是列名，从第二行起写内容。"


def write(upload, spool):
    """Write the rows of an open upload to an open file; (header cells, number of rows)."""
    rows = rows_of(upload)
    _, header = next(rows, (0, None))
    total = 0
    for row in rows:
        spool.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        total += 1
    if not total:
        raise RefusedFile(NO_ROWS)
    return [cell[:200] for cell in header], total


def read(spool):
    """(row number, cells) from where the file stands; its position is that of the next row."""
    for line in iter(spool.readline, b""):
        number, cells = json.loads(line)
        yield number, cells
