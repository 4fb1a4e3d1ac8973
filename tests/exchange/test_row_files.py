"""Rows as files: what a spreadsheet would run is text in both."""

from openpyxl import load_workbook

from exchange.row_files import as_csv, as_xlsx

ROWS = [["=1+1", 3, ""], ["赵示例", None, "@x"]]


def test_csv_begins_with_its_mark_and_runs_nothing():
    lines = list(as_csv(["甲", "乙", "丙"], ROWS))
    assert lines[0].startswith("\ufeff甲,乙,丙")
    assert [line[0] for line in lines[1:]] == ["'", "赵"]


def test_workbook_holds_texts_and_numbers():
    with as_xlsx("记录", ["甲", "乙", "丙"], ROWS) as file:
        sheet = load_workbook(file).active
    assert sheet.title == "记录"
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["=1+1", 3, None],
        ["赵示例", None, "@x"],
    ]
    assert sheet["A2"].data_type == "s"
