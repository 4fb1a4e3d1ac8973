"""The rows of an upload as JSON lines: one format to read on from any byte, whatever came in."""

import json
from dataclasses import dataclass, field
from tempfile import TemporaryFile

from django.db import transaction

from exchange.cells import packed, unpacked
from exchange.readers import rows_of
from exchange.sheet_findings import SheetFindings, numbered
from exchange.tables import is_header, read_table
from exchange.upload_checks import RefusedFile

ENCODER = json.JSONEncoder(ensure_ascii=False)
NO_ROWS = "文件里没有数据：第一行是列名，从第二行起写内容。"


@dataclass
class Spooled:
    """What was written: header cells, number of rows, those hidden, what else the file was like."""

    header: list
    total: int = 0
    hidden: list = field(default_factory=list)
    findings: SheetFindings = field(default_factory=SheetFindings)


def write(upload, spool, kind=None) -> Spooled:
    """Write the rows of the list in an open upload to an open file; of listings, or of a kind."""
    findings = SheetFindings()
    table, tells, rows_in = read_table, is_header, rows_of
    if kind is not None:
        findings.in_every_list = kind.in_every_list
        table, tells, rows_in = kind.read_table, kind.is_header, kind.rows_of
    header, rows = table(rows_in(upload, findings, tells), findings)
    spooled = Spooled([cell[:200] for cell in header], findings=findings)
    for number, cells in rows:
        is_hidden = number in findings.hidden_rows
        line = ENCODER.encode([number, packed(cells), is_hidden])
        spool.write(line.encode() + b"\n")
        spooled.total += 1
        if is_hidden:
            spooled.hidden.append(number)
    if not spooled.total:
        raise RefusedFile(NO_ROWS)
    if spooled.hidden:
        findings.tell(f"第 {numbered(spooled.hidden)} 行在文件里是隐藏的（手工隐藏或筛选掉了）。")
    return spooled


def keep_faulty(job, spool):
    """Of the job's upload no more than its faulty rows: the others are what they became.
    What the form said of all rows stands with each of those, and goes here.

    Before the job is saved; what it had until then goes when the transaction commits.
    """
    old, storage, name = (job.spool_name, job.file.name), job.file.storage, ""
    if numbers := {*job.faults.values_list("row", flat=True)}:
        spool.seek(0)
        with TemporaryFile() as kept:
            kept.writelines(line for line in spool if json.loads(line)[0] in numbers)
            name = job.keep_spool(kept)
    job.file = job.spool_name = name
    job.defaults = {}
    transaction.on_commit(lambda: [storage.delete(each) for each in old], robust=True)


def read(spool, *, is_skipping_hidden=False):
    """(row number, cells) from where the file stands; its position is that of the next row."""
    for line in iter(spool.readline, b""):
        number, cells, *is_hidden = json.loads(line)
        if not (is_skipping_hidden and any(is_hidden)):
            yield number, unpacked(cells)
