"""The rows of an upload as JSON lines: one format to read on from any byte, whatever came in."""

import json
from pathlib import Path

from exchange.readers import rows_of
from exchange.upload_checks import RefusedFile

NO_ROWS = "文件里没有数据：第一行是列名，从第二行起写内容。"


def write(source, target):
    """(header cells, number of rows); the file appears whole or not at all."""
    rows = rows_of(source)
    _, header = next(rows, (0, None))
    if header is None:
        raise RefusedFile(NO_ROWS)
    total = 0
    part = Path(f"{target}.part")
    try:
        with part.open("w", encoding="utf-8") as lines:
            for number, cells in rows:
                lines.write(json.dumps([number, cells], ensure_ascii=False) + "\n")
                total += 1
        if not total:
            raise RefusedFile(NO_ROWS)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return [cell[:200] for cell in header], total
