"""Rows as plain text, one by one, whatever came in."""

import io

import pytest
from django.core.files import File

from exchange import readers, tables, upload_checks
from exchange.upload_checks import RefusedFile
from tests.exchange.sample_files import ROW, csv_bytes, xlsx_bytes


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_is_read_in_the_encodings_of_chinese_offices(encoding):
    data = csv_bytes([ROW, [], ["GEM-F-2", "二号“厂房”，带行车"]], encoding=encoding)
    rows = [(number, cells[:2]) for number, cells in readers.rows_of(io.BytesIO(data))]
    assert rows == [
        (1, ["编号", "标题"]),
        (2, ["GEM-F-1", "一号厂房"]),
        (4, ["GEM-F-2", "二号“厂房”，带行车"]),
    ]


def test_xlsx_and_csv_read_alike():
    one, other = io.BytesIO(xlsx_bytes([ROW])), io.BytesIO(csv_bytes([ROW]))
    assert list(readers.rows_of(one)) == list(readers.rows_of(other))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b'a,b\n"' + b"x" * 50_000, "引号不成对"),
        (b",".join(b"x%d" % n for n in range(101)) + b"\n", "列"),
        (b"a\n" + b"1\n" * 200_001, "万行"),
    ],
)
def test_tables_beyond_reason_are_refused(data, word):
    with pytest.raises(upload_checks.RefusedFile, match=word):
        list(readers.rows_of(io.BytesIO(data)))


@pytest.mark.parametrize("data", [csv_bytes([ROW]), xlsx_bytes([ROW])])
def test_file_stays_open_for_who_opened_it(data):
    file = File(io.BytesIO(data))
    assert len(list(readers.rows_of(file))) == 2
    assert not file.closed
    file.seek(0)
    assert file.read() == data


HEAD = ["编号", "标题", "面积（㎡）"]
LINE = ["GEM-F-1", "一号，带行车", "3200"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_text_is_read_whatever_parts_its_cells(encoding, separator):
    text = "\ufeff" * (encoding == "gb18030") + f"{separator.join(HEAD)}\n{separator.join(LINE)}\n"
    file = io.BytesIO(text.encode(encoding))
    assert list(readers.rows_of(file, is_header=tables.is_header)) == [(1, HEAD), (2, LINE)]


@pytest.mark.parametrize("start", ["sep=;\r\n", "SEP=;\n", "\ufeffsep=;\n"])
def test_line_that_names_the_separator_is_no_row(start):
    data = f"{start}编号;标题\nGEM-F-1;一号,二号,三号\n".encode()
    assert list(readers.rows_of(io.BytesIO(data))) == [
        (2, ["编号", "标题"]),
        (3, ["GEM-F-1", "一号,二号,三号"]),
    ]


def test_separator_is_that_of_the_header_not_of_the_title_above():
    data = "清单，截至 11 月，共 1 条，供内部使用\n编号\t标题\nGEM-F-1\t一号\n".encode()
    rows = list(readers.rows_of(io.BytesIO(data), is_header=tables.is_header))
    assert rows[1:] == [(2, ["编号", "标题"]), (3, ["GEM-F-1", "一号"])]


def test_formula_that_keeps_a_text_is_that_text():
    data = '编号,标题\n"=""000123""",一号\n'.encode()
    assert list(readers.rows_of(io.BytesIO(data)))[1:] == [(2, ["000123", "一号"])]


@pytest.mark.parametrize("rest", ["", "\n", "GEM-F-2,二号\nGEM-F-3,三号\n"])
def test_quote_that_nobody_closes_is_refused_with_its_row(rest):
    data = f'编号,标题\nGEM-F-0,3" 管\nGEM-F-1,"一号,写字楼{rest}'.encode()
    with pytest.raises(RefusedFile, match="第 3 行有一个引号没有收尾"):
        list(readers.rows_of(io.BytesIO(data)))


def test_last_line_needs_no_end():
    data = '编号,标题\nGEM-F-1,"一号\n二楼"'.encode()
    assert list(readers.rows_of(io.BytesIO(data)))[1:] == [(2, ["GEM-F-1", "一号\n二楼"])]


@pytest.mark.parametrize(
    "body", ["<form>请登录</form>", "<div><p>404</p></div>", "<table></table>"]
)
def test_page_without_a_table_is_called_one(body):
    data = f"<!DOCTYPE html><html><body>{body}</body></html>".encode()
    with pytest.raises(RefusedFile, match="这是网页，里面没有表格"):
        list(readers.rows_of(io.BytesIO(data)))
