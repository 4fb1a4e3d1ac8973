"""Web pages under the name xls."""

import io
import time

import pytest

from exchange import readers
from exchange.html_tables import html_rows
from exchange.sheet_findings import SheetFindings
from exchange.upload_checks import RefusedFile

PAGE = (
    '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="{}">'
    "<style>td {{mso-number-format:'\\@'}}</style></head><body><table border=1>"
    "<tr><td>编号</td><td>标题</td></tr><tr><td>TST-1</td><td>一号&nbsp;楼</td></tr>"
    "</table></body></html>"
)
ROWS = [(1, ["编号", "标题"]), (2, ["TST-1", "一号 楼"])]


def rows(html):
    return list(html_rows(html, SheetFindings()))


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("gb2312", "gb18030"), ("gbk", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "utf-8-sig")],
)
def test_page_is_read_in_the_encoding_it_names(charset, encoding):
    data = PAGE.format(charset).encode(encoding)
    assert list(readers.rows_of(io.BytesIO(data))) == ROWS


@pytest.mark.parametrize("start", ["<table>", "\n <DIV><TABLE>", "<!DOCTYPE html><html><table>"])
def test_piece_of_a_page_is_a_page(start):
    data = f"{start}<tr><th>编号<th>标题<tr><td>TST-1<td>一号</table>".encode()
    assert list(readers.rows_of(io.BytesIO(data))) == [
        (1, ["编号", "标题"]),
        (2, ["TST-1", "一号"]),
    ]


def test_cell_over_rows_and_columns_is_in_its_places():
    html = (
        '<table><tr><td rowspan=3>a<td colspan="2">b<td>c<tr><td>d<td rowspan=2>e<td>f'
        "<tr><td>g<td>h<tr><td>i</table>"
    )
    assert [cells for _, cells in rows(html)] == [
        ["a", "b", "", "c"],
        ["a", "d", "e", "f"],
        ["a", "g", "e", "h"],
        ["i"],
    ]


def test_lines_scripts_and_hidden_rows():
    findings = SheetFindings()
    html = (
        "<table><tr><td>一<br>二\n三<script>x</script></td></tr>"
        "<tr style='DISPLAY: none'><td>b<tr hidden><td>c<tr><td> <td></table>"
    )
    assert list(html_rows(html, findings)) == [(1, ["一\n二 三"]), (2, ["b"]), (3, ["c"])]
    assert findings.hidden_rows == {2, 3}


@pytest.mark.parametrize(
    "piece", ["<div>", "<table><tr><td>", "<td colspan=9999999>", "<!--", "&#"]
)
def test_hostile_page_costs_no_more_than_its_length(piece):
    started = time.process_time()
    try:
        count = sum(1 for _ in readers.rows_of(io.BytesIO(b"<table>" + piece.encode() * 100_000)))
    except RefusedFile:
        count = 0
    assert count <= 100_000
    assert time.process_time() - started < 5


def test_cell_over_rows_and_columns_keeps_those_below_in_their_place():
    found = rows("<table><tr><td rowspan=2 colspan=2>a<td>b<tr><td>c<tr><td>d<td colspan=2>e")
    assert found == [(1, ["a", "", "b"]), (2, ["a", "", "c"]), (3, ["d", "e", ""])]
    marks = [[getattr(cell, "mark", None) for cell in cells] for _, cells in found]
    assert marks == [["merged", "across", None]] * 2 + [[None, None, "across"]]


def test_title_over_all_columns_makes_no_wide_row():
    assert rows("<table><tr><td colspan=1000>清单</table>") == [(1, ["清单", *[""] * 99])]
