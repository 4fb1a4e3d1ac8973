"""Bombs are refused from their header: quickly, and without memory."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from exchange import readers, upload_checks, workbooks
from tests.exchange.sample_files import ROW, bombs, csv_bytes, with_parts, xlsx_bytes

BOMBS = bombs()
MEASURE = """
import json, resource, sys, time
from exchange.upload_checks import RefusedFile
from exchange.readers import rows_of
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
try:
    count = sum(1 for _ in rows_of(sys.argv[1]))
except RefusedFile as refusal:
    count = str(refusal)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([count, time.process_time() - started, grown / 1024]))
"""


def measured(path):
    """[rows or refusal, CPU seconds, MB grown] of reading a file in a process of its own."""
    output = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        cwd=Path(settings.BASE_DIR),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(output.stdout)


@pytest.mark.parametrize("name", BOMBS)
def test_bomb_is_refused_in_a_second_without_memory(name, tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(BOMBS[name])
    answer, seconds, grown = measured(path)
    assert isinstance(answer, str)
    assert "。" in answer
    assert seconds <= 1
    assert grown <= 50


@pytest.mark.parametrize("name", BOMBS)
def test_most_bombs_do_not_even_reach_the_parser(name):
    with pytest.raises(upload_checks.RefusedFile):
        upload_checks.file_kind(io.BytesIO(BOMBS[name]))


def test_sheet_of_empty_elements_is_read_without_a_tree(tmp_path):
    """openpyxl keeps every one of these elements."""
    filler = b"".join(b'<x n="%x"/>' % (n * 2_654_435_761) for n in range(600_000))
    path = tmp_path / "upload"
    sheet = b'<worksheet xmlns="x"><sheetData>' + filler + b"</sheetData></worksheet>"
    path.write_bytes(with_parts(**{"xl__worksheets__sheet1.xml": sheet}))
    answer, _, grown = measured(path)
    assert (answer, grown <= 50) == (0, True)


def sheet_rows(tmp_path, rows, **parts):
    path = tmp_path / "upload"
    data = f"<worksheet><sheetData>{rows}</sheetData></worksheet>".encode()
    path.write_bytes(with_parts(**{"xl__worksheets__sheet1.xml": data, **parts}))
    return list(workbooks.workbook_rows(path))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"/><row r="1"/>',
        '<row r="99999999"/>',
        '<row r="0"/>',
        '<row r="x"/>',
        '<row><c r="1A"><v>1</v></c></row>',
        '<row><c r="B1"><v>1</v></c><c r="A1"><v>1</v></c></row>',
        '<row><c t="s"><v>999</v></c></row>',
        '<row><c t="s"><v>-1</v></c></row>',
        '<row><c r="ZZZ1"><v>1</v></c></row>',
        f'<row><c t="inlineStr"><is><t>{"长" * 40_001}</t></is></c></row>',
        "<row>",
    ],
)
def test_impossible_sheets_are_refused(tmp_path, rows):
    with pytest.raises(upload_checks.RefusedFile):
        sheet_rows(tmp_path, rows)


def test_cells_of_every_type_become_text(tmp_path):
    cells = (
        '<c r="A1" t="inlineStr"><is><r><t>厂</t></r><r><t>房</t></r></is></c>'
        '<c r="B1"><v>3200</v></c><c r="C1"><v>9.6000000000000014</v></c>'
        '<c r="D1" t="b"><v>1</v></c><c r="E1" t="str"><f>1+1</f><v>2</v></c>'
        '<c r="G1" s="1"><v>46347</v></c><c r="H1" t="e"><v>#N/A</v></c><c r="J1"/>'
    )
    styles = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    found = sheet_rows(tmp_path, f'<row r="3">{cells}</row>', **{"xl__styles.xml": styles.encode()})
    assert found == [(3, ["厂房", "3200", "9.6", "是", "2", "", "2026-11-21", "#N/A"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_of_chinese_offices(tmp_path, encoding):
    path = tmp_path / "upload"
    path.write_bytes(csv_bytes([ROW, [], ["GEM-F-2", "二号“厂房”，带行车"]], encoding=encoding))
    rows = [(number, cells[:2]) for number, cells in readers.rows_of(path)]
    assert rows == [
        (1, ["编号", "标题"]),
        (2, ["GEM-F-1", "一号厂房"]),
        (4, ["GEM-F-2", "二号“厂房”，带行车"]),
    ]


def test_xlsx_and_csv_read_alike(tmp_path):
    one, other = tmp_path / "a", tmp_path / "b"
    one.write_bytes(xlsx_bytes([ROW]))
    other.write_bytes(csv_bytes([ROW]))
    assert list(readers.rows_of(one)) == list(readers.rows_of(other))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b'a,b\n"' + b"x" * 50_000, "引号不成对"),
        (b",".join(b"x%d" % n for n in range(101)) + b"\n", "列"),
        (b"a\n" + b"1\n" * 200_001, "万行"),
    ],
)
def test_tables_beyond_reason_are_refused(tmp_path, data, word):
    path = tmp_path / "upload"
    path.write_bytes(data)
    with pytest.raises(upload_checks.RefusedFile, match=word):
        list(readers.rows_of(path))
