"""Lists saved as “XML 表格 2003”."""

import io

import pytest

from exchange import readers, tables
from exchange.cells import mark_of
from exchange.sheet_findings import SheetFindings
from exchange.upload_checks import RefusedFile

NAMESPACES = (
    'xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
)
STYLES = (
    '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>'
    '<Style ss:ID="z"><NumberFormat ss:Format="000000"/></Style></Styles>'
)


def book(*sheets, start='<?xml version="1.0"?>'):
    """A file of (name, rows) sheets, each row raw XML of its cells."""
    found = "".join(
        f'<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table></Worksheet>'
        for name, rows in sheets
    )
    processing = '<?mso-application progid="Excel.Sheet"?>'
    return f"{start}{processing}<Workbook {NAMESPACES}>{STYLES}{found}</Workbook>"


def data(text, kind="String", **attributes):
    named = "".join(f' ss:{name}="{value}"' for name, value in attributes.items())
    return f'<Cell{named}><Data ss:Type="{kind}">{text}</Data></Cell>'


def row(*cells, more=""):
    return f"<Row{more}>{''.join(cells)}</Row>"


HEADER = row(data("编号"), data("标题"))


def rows_of(text, encoding="utf-8"):
    findings = SheetFindings()
    file = io.BytesIO(text.encode(encoding))
    return list(readers.rows_of(file, findings, tables.is_header)), findings


def test_cells_of_every_type_become_text():
    cells = row(
        data("46143", "Number"),
        data("0.35", "Number", StyleID="p"),
        data("123", "Number", StyleID="z"),
        data("2026-05-01T00:00:00.000", "DateTime"),
        data("1", "Boolean", Index=6),
        data("#N/A", "Error"),
        '<Cell ss:Formula="=1"/>',
    )
    found, _ = rows_of(book(("载体", [HEADER, cells])))
    texts = ["46143", "35.00%", "000123", "2026-05-01", "", "TRUE", "#N/A", ""]
    assert found == [(1, ["编号", "标题"]), (2, texts)]
    assert [mark_of(cell) for cell in found[1][1]] == [
        *[None] * 3,
        "day",
        *[None] * 3,
        "uncalculated",
    ]


def test_merged_and_hidden_cells_are_as_in_a_workbook():
    lines = [
        HEADER,
        row(data("a", MergeDown=1), data("b", MergeAcross=1), data("c")),
        row(data("d", Index=2), more=' ss:Hidden="1"'),
        row(data("e"), more=' ss:Index="9"'),
    ]
    column = '<Column ss:Index="2" ss:Hidden="1"/>'
    found, findings = rows_of(book(("载体", [column, *lines])))
    assert found[1:] == [(2, ["a", "b", "", "c"]), (3, ["a", "d"]), (9, ["e"])]
    assert (findings.hidden_rows, findings.hidden_columns) == ({3}, {1})


def test_sheet_with_the_header_is_read():
    found, findings = rows_of(book(("说明", [row(data("请填写"))]), ("载体", [HEADER])))
    assert found == [(1, ["编号", "标题"])]
    assert findings.sentences == ["文件里有几张表，读的是“载体”，没有读：说明。"]


def test_national_encoding_is_read():
    text = book(("载体", [HEADER]), start='<?xml version="1.0" encoding="gb2312"?>')
    assert rows_of(text, "gb18030")[0] == [(1, ["编号", "标题"])]


@pytest.mark.parametrize(
    "text",
    [
        book(("载体", ['<Row ss:Index="0"/>'])),
        book(("载体", ['<Row ss:Index="5"/><Row ss:Index="3"/>'])),
        book(("载体", [row(data("a"), data("b", Index=1))])),
        book(("载体", [row(data("a", Index=200))])),
        book(("载体", ["<Row>"])),
        book(("载体", []), start='<!DOCTYPE x [<!ENTITY a "aaaa">]>'),
        book(("载体", [row(data("长" * 40_001))])),
    ],
)
def test_impossible_files_are_refused(text):
    with pytest.raises(RefusedFile):
        rows_of(text)


def test_cell_over_rows_and_columns_covers_what_is_beside_it():
    lines = [
        row(data("a", MergeDown=1, MergeAcross=1), data("b")),
        row(data("c")),
        row(data("d", MergeAcross=900)),
    ]
    found = rows_of(book(("载体", lines)))[0]
    assert [cells[:3] for _, cells in found] == [["a", "", "b"], ["a", "", "c"], ["d", "", ""]]
    assert [len(cells) for _, cells in found] == [3, 3, 100]
    assert [found[0][1][1].mark, found[1][1][1].mark, found[2][1][99].mark] == ["across"] * 3
