"""What somebody brings along of an old site: one page, many in a zip, or a table of articles.

Each page becomes a row of (name, bytes in base64, why it is not read). Nothing is unpacked to disk,
and no name in an archive is ever a path: it is told, never opened.
"""

import base64
import html
import zipfile
import zlib
from pathlib import PurePosixPath

from exchange import readers
from exchange.upload_checks import MAX_FILE, MB, OLE, ZIP, RefusedFile, check_directory
from news.legacy.charset import Unreadable, decode
from news.legacy.reader import HTML_SUFFIXES, MAX_BYTES, TOO_LARGE

PAGE_SUFFIXES = HTML_SUFFIXES | {".txt"}
HEADER = ["文件", "内容", "说明"]
MAX_UNPACKED, MAX_PAGES, MAX_DIRECTORY = 500 * MB, 20_000, 4 * MB
BEGINNING = 16 * 1024
LONGEST_NAME = 120
COLUMNS = {
    "标题": "ArticleTitle",
    "发布日期": "PubDate",
    "来源": "ContentSource",
    "作者": "Author",
    "栏目": "ColumnName",
}
BODY = "正文"
TOO_BIG = "文件超过 60 MB。请分成几个压缩包再上传。"
BROKEN = "这个压缩包打不开，请重新压缩成 zip 再上传。"
BOMB = "这个压缩包解压后异常地大，没有读取。请分成几个再上传。"
TOO_MANY = f"压缩包里超过 {MAX_PAGES // 10_000} 万个网页，请分成几个再上传。"
LOCKED = "这个压缩包加了密码，请去掉密码再上传。"
NO_PAGES = "压缩包里没有网页或文本文件（html、htm、shtml、mht、txt）。"
OFFICE = "这是 Word、Excel 97 或别的 Office 文件，请另存为网页（html）、xlsx 或纯文本再上传。"
FOREIGN = {
    b"%PDF": "这是 PDF，不是网页。请把文字另存为网页或纯文本再上传。",
    b"Rar!": "这是 rar 压缩包，请解压后压缩成 zip 再上传。",
    b"7z\xbc\xaf": "这是 7z 压缩包，请解压后压缩成 zip 再上传。",
    b"\x1f\x8b": "这是 gz 压缩包，请解压后压缩成 zip 再上传。",
    b"\xff\xd8\xff": "这是图片，不是网页。",
    b"\x89PNG": "这是图片，不是网页。",
    OLE: OFFICE,
}
SKIPPED = "压缩包里另有 {} 个不是网页的文件（图片、样式等），没有读。"


def check(file):
    """Refuses, before anything is kept, what can be no page, archive or table."""
    file.seek(0, 2)
    if file.tell() > MAX_FILE:
        raise RefusedFile(TOO_BIG)
    file.seek(0)
    start = file.read(BEGINNING)
    for beginning, sentence in FOREIGN.items():
        if start.startswith(beginning):
            raise RefusedFile(sentence)
    if start.startswith(ZIP):
        with _opened(file) as archive:
            if not _is_workbook(archive):
                _pages_in(archive)


def rows_of(file, findings, _is_header=None):
    """(number, [name, content, problem]) of each page; a table is read by its own rows."""
    file.seek(0)
    start = file.read(BEGINNING)
    yield 0, HEADER
    if start.startswith(ZIP):
        yield from _rows_of_zip(file, findings)
    elif is_table(start):
        yield from _rows_of_table(file, findings)
    else:
        file.seek(0)
        yield 1, _row("", file.read(MAX_BYTES + 1))


def read_table(rows, _findings):
    """(header cells, the rows below): what `rows_of` gives, as it is."""
    _, header = next(rows)
    return header, rows


def is_header(cells) -> bool:
    return "标题" in cells and BODY in cells


def is_table(start: bytes) -> bool:
    """Whether the first line of a text names the columns of a table of articles."""
    try:
        first = decode(start[: start.rfind(b"\n") + 1] or start).text.split("\n", 1)[0]
    except Unreadable:
        return False
    cells = [cell.strip('" \r\ufeff') for cell in first.replace("\t", ",").split(",")]
    return is_header(cells)


def content_of(cells) -> bytes:
    """The bytes of a row's page."""
    return base64.b64decode(cells[1])


def _rows_of_zip(file, findings):
    with _opened(file) as archive:
        if _is_workbook(archive):
            yield from _rows_of_table(file, findings)
            return
        entries = _pages_in(archive)
        if left := len([e for e in archive.infolist() if not e.is_dir()]) - len(entries):
            findings.tell(SKIPPED.format(left))
        unpacked = 0
        for number, entry in enumerate(entries, start=1):
            name = _name_of(entry)
            try:
                with archive.open(entry) as page:
                    data = page.read(MAX_BYTES + 1)  # however long the directory says it is
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
                yield number, [name, "", "压缩包里的这个文件坏了，请重新压缩。"]
                continue
            unpacked += len(data)
            if unpacked > MAX_UNPACKED:
                raise RefusedFile(BOMB)
            yield number, _row(name, data)


def _row(name, data):
    if len(data) > MAX_BYTES:
        return [name, "", TOO_LARGE]
    return [name, base64.b64encode(data).decode(), ""]


def _rows_of_table(file, findings):
    """Articles of a table, each as a page that declares what its cells say."""
    header = None
    for number, cells in readers.rows_of(file, findings, is_header):
        if header is None:
            if is_header(cells):
                header = [str(cell).strip() for cell in cells]
            continue
        yield number, _row(f"第 {number} 行", _page_of(dict(zip(header, cells, strict=False))))
    if header is None:
        raise RefusedFile("表格的第一行要有“标题”和“正文”两列。")


def _page_of(said) -> bytes:
    title, body = str(said.get("标题", "")), str(said.get(BODY, ""))
    if "<" not in body:
        lines = filter(str.strip, body.splitlines())
        body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    metas = "".join(
        f'<meta name="{name}" content="{html.escape(str(said[column]))}">'
        for column, name in COLUMNS.items()
        if said.get(column)
    )
    page = f"<html><head>{metas}</head><body><h1>{html.escape(title)}</h1>"
    return f'{page}<div class="TRS_Editor">{body}</div></body></html>'.encode("utf-8", "replace")


def _opened(file):
    check_directory(file, longest=MAX_DIRECTORY, broken=BROKEN, bomb=TOO_MANY)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise RefusedFile(BROKEN) from error


def _is_workbook(archive):
    return "xl/workbook.xml" in archive.namelist()


def _pages_in(archive):
    """The entries that are pages; refuses what unpacks to too much, by what the directory says."""
    entries = [entry for entry in archive.infolist() if _is_page(entry.filename)]
    if not entries:
        raise RefusedFile(NO_PAGES)
    if len(entries) > MAX_PAGES:
        raise RefusedFile(TOO_MANY)
    if any(entry.flag_bits & 1 for entry in entries):
        raise RefusedFile(LOCKED)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise RefusedFile(BOMB)
    return entries


def _is_page(name):
    path = PurePosixPath(name)
    is_hidden = name.startswith("__MACOSX") or any(
        part[:1] == "." and part != ".." for part in path.parts
    )
    return path.suffix.lower() in PAGE_SUFFIXES and not is_hidden


def _name_of(entry):
    """The entry's name as it was typed: old tools write GBK without saying so."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        try:
            name = name.encode("cp437").decode("gb18030")
        except UnicodeError:
            name = entry.filename
    return name[-LONGEST_NAME:]
