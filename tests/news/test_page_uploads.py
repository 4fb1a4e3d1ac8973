"""What comes in as old pages: told apart by content, unpacked in memory, never by its names."""

import io
import zipfile

import pytest

from exchange.sheet_findings import SheetFindings
from exchange.upload_checks import MB, RefusedFile
from news.legacy.reader import MAX_BYTES, TOO_LARGE, read_bytes
from news.page_uploads import MAX_PAGES, check, content_of, rows_of

PAGE = "<html><body><h1>青溪县物流园开工</h1><p>正文。</p></body></html>".encode()


def zipped(files, **more):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data


def rows(file, findings=None):
    check(file)
    return list(rows_of(file, findings or SheetFindings()))[1:]


def test_one_page_is_one_row():
    ((number, cells),) = rows(io.BytesIO(PAGE))
    assert (number, content_of(cells), cells[2]) == (1, PAGE, "")


def test_pages_of_an_archive_are_told_by_their_names_and_others_are_left():
    findings = SheetFindings()
    names = ("a.html", "../../etc/b.HTM", "C:\\x\\c.txt", "logo.png", "__MACOSX/a.html", "d/")
    found = rows(zipped([(name, PAGE) for name in names]), findings)
    assert [cells[0] for _, cells in found] == ["a.html", "../../etc/b.HTM", "C:\\x\\c.txt"]
    assert findings.sentences == ["压缩包里另有 2 个不是网页的文件（图片、样式等），没有读。"]


def test_names_in_gbk_are_read():
    data = zipped([("abcd.html", PAGE)]).getvalue()
    ((_, cells),) = rows(io.BytesIO(data.replace(b"abcd", "青溪".encode("gb18030"))))
    assert cells[0] == "青溪.html"


def test_a_table_of_articles_becomes_pages_that_declare_what_its_cells_say():
    table = "标题,发布日期,来源,正文\n青溪县物流园开工,2024-06-19,青溪日报,第一段<b>重点</b>。\n"
    ((number, cells),) = rows(io.BytesIO(table.encode("gb18030")))
    page = read_bytes(content_of(cells), cells[0])
    assert number == 2
    assert page.declared.metas == [
        ("ArticleTitle", "青溪县物流园开工"),
        ("PubDate", "2024-06-19"),
        ("ContentSource", "青溪日报"),
    ]
    assert page.lines == ["青溪县物流园开工", "第一段重点。"]


def test_cells_that_hold_markup_break_out_of_nothing():
    table = '标题,正文\n"""><script>x</script>",a < b\n'
    ((_, cells),) = rows(io.BytesIO(table.encode()))
    page = read_bytes(content_of(cells), cells[0])
    assert page.declared.metas == [("ArticleTitle", '"><script>x</script>')]
    assert page.lines[0] == '"><script>x</script>'


def test_a_page_beyond_the_limit_is_a_fault_and_the_others_come_in():
    found = rows(zipped([("big.html", b"x" * (MAX_BYTES + 1)), ("a.html", PAGE)]))
    assert [cells[2] for _, cells in found] == [TOO_LARGE, ""]


def lying_about_sizes():
    """An archive whose directory says that a page is short."""
    data = zipped([("a.html", b"x" * (MAX_BYTES + 1))]).getvalue()
    size = (MAX_BYTES + 1).to_bytes(4, "little")
    return io.BytesIO(data.replace(size, (10).to_bytes(4, "little")))


def test_an_archive_that_lies_about_its_sizes_is_a_fault():
    ((_, cells),) = rows(lying_about_sizes())
    assert cells[1:] == ["", "压缩包里的这个文件坏了，请重新压缩。"]


def saying_it_is_huge():
    """An archive whose directory says that it unpacks to 600 MB."""
    data = zipped([("a.html", b"x" * 1000)]).getvalue()
    return io.BytesIO(data.replace((1000).to_bytes(4, "little"), (600 * MB).to_bytes(4, "little")))


def locked():
    data = bytearray(zipped([("a.html", PAGE)]).getvalue())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return io.BytesIO(data)


@pytest.mark.parametrize(
    ("file", "word"),
    [
        (io.BytesIO(b"%PDF-1.7"), "PDF"),
        (io.BytesIO(b"Rar!\x1a\x07"), "rar"),
        (io.BytesIO(b"\xd0\xcf\x11\xe0" + b"\0" * 20), "Word"),
        (io.BytesIO(b"PK\x03\x04 and no more"), "打不开"),
        (zipped([("a.png", b"x")]), "没有网页"),
        (saying_it_is_huge(), "异常地大"),
        (locked(), "加了密码"),
    ],
)
def test_what_is_no_page_is_refused_with_the_cure(file, word):
    with pytest.raises(RefusedFile, match=word):
        rows(file)


def test_pages_beyond_the_limit_are_refused_by_the_directory_alone():
    with pytest.raises(RefusedFile, match="超过 2 万个网页"):
        check(zipped([(f"{number}.txt", b"") for number in range(MAX_PAGES + 1)]))
