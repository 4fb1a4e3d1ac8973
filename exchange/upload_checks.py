"""What is refused before it is read: bombs, and files that are no list (SECURITY: F3 in docs)."""

import codecs
import re
import struct
import zipfile
import zlib

MB = 1024 * 1024
MAX_FILE = 60 * MB
MAX_UNPACKED = 50 * MB
MAX_RATIO = 100
RATIO_FROM = 100 * 1024  # below that a dense file is no bomb
MAX_ENTRIES = 1000
MAX_DIRECTORY = 512 * 1024
MAX_STRINGS = 24 * MB
MAX_SMALL_PART = 4 * MB
MAX_LINE = 1 * MB
CHUNK = 1 * MB
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DIRECTORY_END, ZIP64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
ARCHIVES = re.compile(r"\.(zip|xlsx?|xlsm|docx?|pptx?|7z|rar|gz|bz2|xz|tar|jar)$", re.IGNORECASE)
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
ENCODINGS = ("utf-8-sig", "gb18030")

NOT_A_LIST = "这个文件不是完好的 xlsx 或 csv。请用 Excel 或 WPS 打开，另存为 xlsx 再上传。"
BOMB = "这个 xlsx 解压后异常地大，没有读取。请把数据复制到一个新的工作簿，或另存为 CSV 再上传。"
TOO_BIG = "文件超过 60 MB。请拆成几份再上传。"
OLD_EXCEL = "这是旧版 Excel 文件（xls）或加了密码的文件。请另存为不带密码的 xlsx 再上传。"
NO_TEXT = "这个 CSV 不是 UTF-8 或 GB18030 的文本。请在 Excel 里另存为“CSV UTF-8（逗号分隔）”。"
LONG_LINE = "这个 CSV 里有超过 1 MB 的一行，不像是表格。请检查换行和引号。"


class RefusedFile(Exception):
    """The file is not read any further; the message says in Chinese why and what to do."""


def file_kind(file) -> str:
    """ "xlsx" or "csv", by content; RefusedFile for anything that should not be parsed at all."""
    file.seek(0, 2)
    if file.tell() > MAX_FILE:
        raise RefusedFile(TOO_BIG)
    file.seek(0)
    start = file.read(4)
    if start == OLE:
        raise RefusedFile(OLD_EXCEL)
    if start == ZIP:
        check_xlsx(file)
        return "xlsx"
    csv_encoding(file)
    return "csv"


def check_xlsx(file):
    """Sizes first, from the directory; then every XML part is unpacked once, to catch lies."""
    try:
        _check_directory(file)
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            for entry in entries:
                _check_content(archive, entry)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise RefusedFile(NOT_A_LIST) from error
    except (ValueError, struct.error, RuntimeError, NotImplementedError) as error:
        raise RefusedFile(NOT_A_LIST) from error


def _check_directory(file):
    """zipfile would read any number of entries; look at the directory's length before."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(DIRECTORY_END)
    if at < 0 or len(tail) < at + 22 or ZIP64_LOCATOR in tail[max(0, at - 20) : at]:
        raise RefusedFile(NOT_A_LIST)
    if struct.unpack_from("<L", tail, at + 12)[0] > MAX_DIRECTORY:
        raise RefusedFile(BOMB)


def _check_entries(entries):
    names = {entry.filename for entry in entries}
    if not names >= NEEDED:
        raise RefusedFile(NOT_A_LIST)
    if len(entries) > MAX_ENTRIES or len(names) < len(entries):
        raise RefusedFile(BOMB)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise RefusedFile(BOMB)
    for entry in entries:
        if entry.flag_bits & 1:
            raise RefusedFile(OLD_EXCEL)
        is_dense = entry.file_size > MAX_RATIO * max(1, entry.compress_size)
        if is_dense and entry.file_size > RATIO_FROM:
            raise RefusedFile(BOMB)
        if entry.file_size > _limit(entry.filename) or ARCHIVES.search(entry.filename):
            raise RefusedFile(BOMB)


def _limit(name):
    if name.endswith("sharedStrings.xml"):
        return MAX_STRINGS
    is_large = name.startswith(("xl/worksheets/", "xl/media/", "xl/drawings/", "xl/embeddings/"))
    return MAX_UNPACKED if is_large else MAX_SMALL_PART


def _check_content(archive, entry):
    """No archive inside; XML without document types, and as long as the directory says."""
    with archive.open(entry) as part:
        seam = part.read(4096)
        if seam.startswith(ZIP):
            raise RefusedFile(BOMB)
        if not entry.filename.endswith((".xml", ".rels")):
            return
        if b"\0" in seam:
            raise RefusedFile(NOT_A_LIST)  # UTF-16 would hide what follows
        while seam:
            if b"<!DOCTYPE" in seam or b"<!ENTITY" in seam:
                raise RefusedFile(NOT_A_LIST)
            chunk = part.read(CHUNK)
            seam = seam[-16:] + chunk if chunk else b""


def csv_encoding(file) -> str:
    """The encoding of a text file whose lines are of sane length."""
    left = list(ENCODINGS)
    decoders = {name: codecs.getincrementaldecoder(name)() for name in left}
    line = 0
    for chunk in _chunks(file):
        if b"\0" in chunk:
            raise RefusedFile(NO_TEXT)
        line = _longest_line(chunk, line)
        left = [name for name in left if _decodes(decoders[name], chunk)]
    left = [name for name in left if _decodes(decoders[name], b"", final=True)]
    if not left:
        raise RefusedFile(NO_TEXT)
    return left[0]


def _chunks(file):
    file.seek(0)
    while chunk := file.read(CHUNK):
        yield chunk


def _longest_line(chunk, carried):
    """Length of the line still open at the end of the chunk."""
    first, last = chunk.find(b"\n"), chunk.rfind(b"\n")
    if (len(chunk) if first < 0 else first) + carried > MAX_LINE:
        raise RefusedFile(LONG_LINE)
    return carried + len(chunk) if last < 0 else len(chunk) - last - 1


def _decodes(decoder, chunk, *, final=False):
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True
