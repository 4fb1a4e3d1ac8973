"""xlsx by streams: cells of every type, and sheets that cannot be."""

import pytest

from exchange import upload_checks, workbooks
from tests.exchange.measured_reading import measured
from tests.exchange.sample_files import with_parts


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
    with path.open("rb") as file:
        return list(workbooks.workbook_rows(file))


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
    assert found == [(3, ["厂房", "3200", "9.6", "TRUE", "2", "", "2026-11-21", "#N/A"])]


def test_escaped_characters_are_read(tmp_path):
    cell = '<c t="inlineStr"><is><t>一_x000D_\n二_x005F_三_x_ _xD800_</t></is></c>'
    assert sheet_rows(tmp_path, f"<row>{cell}</row>") == [(1, ["一\r\n二_三_x_ _xD800_"])]
