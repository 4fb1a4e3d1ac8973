"""The list within a sheet, as offices lay it out."""

import io

import pytest

from exchange import row_spool, tables
from exchange.upload_checks import RefusedFile
from tests.exchange.office_files import workbook
from tests.exchange.sample_files import HEADER, ROW, csv_bytes, row

TITLE = ["格尔木市载体汇总表"]
PADDED = [*ROW, *[""] * (len(HEADER) - len(ROW))]


def spooled(data):
    """(header, row numbers, sentences) of a list."""
    file = io.BytesIO()
    found = row_spool.write(io.BytesIO(data), file)
    file.seek(0)
    rows = list(row_spool.read(file))
    return found.header, rows, found.findings.sentences


def test_title_rows_above_the_header_are_told():
    data = workbook(("载体", [TITLE, ["填报单位：工信局"], HEADER, ROW]), merged=["A1:H1"])
    header, rows, sentences = spooled(data)
    assert (header, rows) == (HEADER, [(4, ROW)])
    assert sentences == ["第 1、2 行在列名之上，没有读：格尔木市载体汇总表；填报单位：工信局。"]


@pytest.mark.parametrize("merged", [["A1:A2", "B1:B2", "C1:D1"], []])
def test_header_over_two_rows_is_read_as_one(merged):
    top = ["编号", "标题", "价格", "", "面积", "类型"]
    bottom = ["", "", "金额", "单位", "（㎡）", ""]
    line = ["GEM-F-1", "一号", "9.5", "元/㎡·月", "3200", "厂房"]
    header, rows, sentences = spooled(workbook(("载体", [top, bottom, line]), merged=merged))
    assert header == ["编号", "标题", "价格", "价格单位", "面积（㎡）", "类型"]
    assert rows == [(3, line)]
    assert sentences == ["列名占了两行（到第 2 行），合在一起读。"]


def test_second_line_of_a_header_may_stand_under_a_heading_nobody_knows():
    top = ["编号", "基本情况", "", "价格", ""]
    bottom = ["", "标题", "面积（㎡）", "金额", "单位"]
    line = ["GEM-F-1", "一号", "3200", "9.5", "元/㎡·月"]
    header, _, _ = spooled(workbook(("载体", [top, bottom, line])))
    assert header == ["编号", "标题", "面积（㎡）", "价格", "价格单位"]


def test_first_row_without_a_code_is_no_second_header():
    header, rows, _ = spooled(workbook(("载体", [HEADER, row(""), ROW])))
    assert (header, [number for number, _ in rows]) == (HEADER, [2, 3])


def test_marks_of_what_is_required_do_not_hide_a_column():
    texts = ["*编号", "标题（必填）", "面 积\n（㎡）", "净高(m)：", "类型*"]
    names = {"code", "title", "area_sqm", "clear_height_m", "kind"}
    assert tables.known_names(texts) == names


def test_totals_headings_notes_and_repeated_headers_are_no_listings():
    rows = [
        ["一、厂房"],
        ROW,
        ["合 计", "", "", "", "3200"],
        HEADER,
        row("GEM-F-2"),
        ["", "小计：", "", "", "6400"],
        ["备注：面积以实测为准"],
        ["填表人：某某", "", "日期：2026-11-1"],
        ["总计"],
    ]
    _, kept, sentences = spooled(workbook(("载体", [HEADER, *rows])))
    assert [number for number, _ in kept] == [3, 6]
    assert sentences == [
        "第 2、8、9 行是小标题或备注，没有读。",
        "第 4、7、10 行是合计，没有读。",
        "第 5 行又是列名，没有读。",
    ]


def test_rows_that_only_bear_a_number_are_told():
    header = ["序号", *HEADER]
    rows = [["1", *ROW], ["2"], ["3"]]
    _, kept, sentences = spooled(workbook(("载体", [header, *rows])))
    assert [number for number, _ in kept] == [2]
    assert sentences == ["第 3、4 行在认识的列里没有内容，没有读。"]


def test_blank_rows_below_are_nothing():
    blank = ['<c s="1"/>', "   "]
    _, kept, sentences = spooled(workbook(("载体", [HEADER, ROW, *[blank] * 50])))
    assert (kept, sentences) == ([(2, ROW)], [])


def test_columns_without_a_name_are_told_where_something_stands_in_them():
    header = [*HEADER[:3], "", *HEADER[3:], "", "备注"]
    lines = [[*ROW[:3], "", *ROW[3:], "", "x"], [*ROW[:3], " 离铁路\n2 km ", *ROW[3:]]]
    _, rows, sentences = spooled(workbook(("载体", [header, *lines])))
    assert len(rows) == 2
    assert sentences == ["D 列没有列名，没有读（如“离铁路 2 km”）。要读请补上列名再传。"]


def test_sheet_with_the_header_is_read_and_the_others_named():
    notes, old = [["说明"], ["请逐行填写"]], [HEADER, row("OLD-1")]
    data = workbook(("说明", notes), ("载体", [HEADER, ROW]), ("旧表", old))
    _, rows, sentences = spooled(data)
    assert rows == [(2, ROW)]
    assert sentences == [
        "文件里有几张表，读的是“载体”，没有读：说明、旧表。",
        "旧表 也有“编号”一列，请另存为单独的文件再传。",
    ]


def test_hidden_sheets_are_not_read_but_told():
    sheets = ("旧表", [HEADER, row("OLD-1")]), ("载体", [HEADER, ROW])
    for state in ("hidden", "veryHidden"):
        _, rows, sentences = spooled(workbook(*sheets, states=[state, "visible"]))
        assert (rows, sentences) == ([(2, ROW)], ["有 1 张隐藏的表没有读。"])


def test_hidden_rows_and_columns_are_told():
    columns = (
        '<cols><col min="5" max="5" width="9" hidden="1"/><col min="7" max="8" width="0"/></cols>'
    )
    rows = [HEADER, ROW, row("GEM-F-2"), row("GEM-F-3")]
    data = workbook(("载体", rows), hidden=[3, 4], columns=columns)
    _, kept, sentences = spooled(data)
    assert [number for number, _ in kept] == [2, 3, 4]
    assert sentences == [
        "这些列在文件里是隐藏的，也会读：面积（㎡）、价格单位、净高（m）。不要的请删掉再传。",
        "第 3、4 行在文件里是隐藏的（手工隐藏或筛选掉了）。",
    ]


def test_plain_list_needs_no_word():
    assert spooled(csv_bytes([ROW]))[2] == []


def test_list_that_runs_down_is_refused_with_the_cure():
    rows = [["编号", "GEM-F-1"], ["标题", "一号"], ["类型", "厂房"], ["面积（㎡）", "3200"]]
    with pytest.raises(RefusedFile, match="转置"):
        spooled(workbook(("载体", rows)))


def test_list_may_begin_anywhere_in_its_sheet():
    rows = [[""], ["", "", *HEADER], ["", "", *ROW]]
    _, kept, sentences = spooled(workbook(("载体", rows), first=7))
    assert (kept, sentences) == ([(9, ["", "", *ROW])], [])
