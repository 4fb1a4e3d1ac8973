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
MAX_STYLES = 24 * MB
MAX_SMALL_PART = 4 * MB
MAX_LINE = 1 * MB
CHUNK = 1 * MB
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
DIRECTORY_END, ZIP64_LOCATOR = b"PK\x05\x06", b"PK\x06\x07"
# Parts of a workbook that nobody unpacks here, however large they are: pictures, charts, objects.
UNREAD = (
    *("xl/media/", "xl/drawings/", "xl/embeddings/", "xl/charts/", "xl/theme/", "xl/comments"),
    *("xl/printerSettings/", "xl/externalLinks/", "xl/pivot", "xl/calcChain", "xl/activeX/"),
    *("xl/ctrlProps/", "xl/richData/", "xl/worksheets/_rels/", "xl/threadedComments/"),
)
ARCHIVES = re.compile(r"\.(zip|xlsx?|xlsm|docx?|pptx?|7z|rar|gz|bz2|xz|tar|jar)$", re.IGNORECASE)
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
ENCODINGS = ("utf-8-sig", "gb18030")

BEGINNING = 16 * 1024
IN_EVERY_LIST = "编号"
MAX_PAGE = 16 * MB
MARKS = {
    b"\xef\xbb\xbf": "utf-8-sig",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"\x84\x31\x95\x33": "gb18030",
}
CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
DECLARED = {"gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5"}
SPREADSHEET_XML = "urn:schemas-microsoft-com:office:spreadsheet"
PAGE = re.compile(r"<(?:html|table|body|meta|head|!doctype html|div|style)\b")

SAVE_AS = "请用 Excel 或 WPS 打开，另存为 xlsx 再上传。"
NOT_A_LIST = "这个文件不是完好的 xlsx 或 csv。请用 Excel 或 WPS 打开，另存为 xlsx 再上传。"
BOMB = "这个 xlsx 解压后异常地大，没有读取。请把数据复制到一个新的工作簿，或另存为 CSV 再上传。"
TOO_BIG = "文件超过 60 MB。请拆成几份再上传。"
NESTED = (
    "这个 xlsx 里还嵌着别的文件（压缩包、文档或表格）。请删掉嵌入的对象，或把数据复制到新的工作簿。"
)
OLD_EXCEL = f"这是旧版 Excel 文件（xls）。{SAVE_AS}"
PROTECTED = (
    "这个文件加了密码，或设了保护。请用 Excel 或 WPS 打开，在“文件 → 信息 → 保护工作簿”里去掉，"
    "另存为 xlsx 再上传。"
)
NO_TEXT = (
    "这个文件不是 UTF-8、UTF-16 或 GB18030 的文本。请在 Excel 里另存为“CSV UTF-8（逗号分隔）”。"
)
LONG_LINE = "这个文件里有超过 1 MB 的一行，不像是表格。请检查换行和引号。"
WEB_ARCHIVE = f"这是“单个文件网页”（mht），不是表格文件。{SAVE_AS}"
OTHER_XML = f"这是 XML 文件，但不是 Excel 的 XML 表格。{SAVE_AS}"
BIG_PAGE = f"这是网页或 XML 格式的表格，太大，没有读取。{SAVE_AS}"
WORD = "这是 Word 文档，不是表格。请把其中的表格复制到 Excel，存为 xlsx 再上传。"
FOREIGN = {
    b"%PDF": "这是 PDF，不是表格。请用原来的 Excel 文件，存为 xlsx 再上传。",
    b"{\\rtf": WORD,
    b"\xff\xd8\xff": "这是图片，不是表格。请用原来的 Excel 文件，存为 xlsx 再上传。",
    b"\x89PNG": "这是图片，不是表格。请用原来的 Excel 文件，存为 xlsx 再上传。",
    b"Rar!": "这是压缩包。请解压，上传里面的 xlsx。",
    b"7z\xbc\xaf": "这是压缩包。请解压，上传里面的 xlsx。",
    b"\x1f\x8b": "这是压缩包。请解压，上传里面的 xlsx。",
    b"\x09\x08\x10\x00": OLD_EXCEL,
    b"\x09\x04\x06\x00": OLD_EXCEL,
    b"\x09\x02\x06\x00": OLD_EXCEL,
}
OLE_PARTS = {"EncryptedPackage": PROTECTED, "WordDocument": WORD}
ZIPPED = {
    "content.xml": f"这是 OpenDocument 文件（ods），不是 xlsx。{SAVE_AS}",
    "xl/workbook.bin": f"这是二进制的 Excel 文件（xlsb）。{SAVE_AS}",
    "word/document.xml": WORD,
    "ppt/presentation.xml": "这是 PPT，不是表格。请用原来的 Excel 文件，存为 xlsx 再上传。",
    "Index/Document.iwa": "这是 Numbers 表格。请在 Numbers 里导出为 Excel（xlsx）再上传。",
    "OFD.xml": "这是 OFD 文件，不是表格。请用原来的 Excel 文件，存为 xlsx 再上传。",
}


class RefusedFile(Exception):
    """The file is not read any further; the message says in Chinese why and what to do."""


def file_kind(file) -> str:
    """ "xlsx", "csv", "html" or "xml", by content; RefusedFile for what should not be parsed."""
    file.seek(0, 2)
    size = file.tell()
    if size > MAX_FILE:
        raise RefusedFile(TOO_BIG)
    file.seek(0)
    start = file.read(BEGINNING)
    for beginning, sentence in FOREIGN.items():
        if start.startswith(beginning):
            raise RefusedFile(sentence)
    if start.startswith(OLE):
        raise RefusedFile(_old_office(file))
    if start.startswith(ZIP):
        check_xlsx(file)
        return "xlsx"
    return _text_kind(file, start, size)


def _text_kind(file, start, size):
    encoding = text_encoding(file)
    text = start.decode(encoding, "ignore").lstrip("\ufeff").lstrip().lower()
    if text.startswith("mime-version:"):
        raise RefusedFile(WEB_ARCHIVE)
    if text.startswith("<") and SPREADSHEET_XML in text:
        _check_markup(file, size)
        return "xml"
    if text.startswith("<") and PAGE.search(text):
        if size > MAX_PAGE:
            raise RefusedFile(BIG_PAGE)
        return "html"
    if text.startswith("<?xml"):
        raise RefusedFile(OTHER_XML)
    return "csv"


def _check_markup(file, size):
    """expat expands what a document type declares; no list has one."""
    if size > MAX_UNPACKED:
        raise RefusedFile(BIG_PAGE)
    file.seek(0)
    seam = b""
    while chunk := file.read(CHUNK):
        if b"<!DOCTYPE" in seam + chunk or b"<!ENTITY" in seam + chunk:
            raise RefusedFile(NOT_A_LIST)
        seam = chunk[-16:]


def _old_office(file):
    """What an OLE file holds, by the names in its directory."""
    seam = b""
    for chunk in _chunks(file):
        for name, sentence in OLE_PARTS.items():
            if name.encode("utf-16-le") in seam + chunk:
                return sentence
        seam = chunk[-64:]
    return OLD_EXCEL


def check_xlsx(file):
    """Sizes first, from the directory; then every XML part is unpacked once, to catch lies."""
    try:
        check_directory(file)
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            for entry in entries:
                _check_content(archive, entry)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError) as error:
        raise RefusedFile(NOT_A_LIST) from error
    except (ValueError, struct.error, RuntimeError, NotImplementedError) as error:
        raise RefusedFile(NOT_A_LIST) from error


def check_directory(file, *, longest=MAX_DIRECTORY, broken=NOT_A_LIST, bomb=BOMB):
    """zipfile would read any number of entries; look at the directory's length before."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read()
    at = tail.rfind(DIRECTORY_END)
    if at < 0 or len(tail) < at + 22 or ZIP64_LOCATOR in tail[max(0, at - 20) : at]:
        raise RefusedFile(broken)
    if struct.unpack_from("<L", tail, at + 12)[0] > longest:
        raise RefusedFile(bomb)


def _check_entries(entries):
    names = {entry.filename for entry in entries}
    if not names >= NEEDED:
        sentences = (text for part, text in ZIPPED.items() if part in names)
        raise RefusedFile(next(sentences, NOT_A_LIST))
    if len(entries) > MAX_ENTRIES or len(names) < len(entries):
        raise RefusedFile(BOMB)
    if sum(entry.file_size for entry in entries if is_read(entry.filename)) > MAX_UNPACKED:
        raise RefusedFile(BOMB)
    for entry in entries:
        if entry.flag_bits & 1:
            raise RefusedFile(PROTECTED)
        if ARCHIVES.search(entry.filename):
            raise RefusedFile(NESTED)
        if is_read(entry.filename) and _is_blown_up(entry):
            raise RefusedFile(BOMB)


def is_read(name) -> bool:
    """Whether a part of this name may ever be unpacked to the end."""
    return (
        name.startswith("xl/") and name.endswith((".xml", ".rels")) and not name.startswith(UNREAD)
    )


def _is_blown_up(entry):
    """Styles are dense in every old workbook, and read as a stream."""
    if entry.filename == "xl/styles.xml":
        return entry.file_size > MAX_STYLES
    is_dense = entry.file_size > MAX_RATIO * max(1, entry.compress_size)
    return (is_dense and entry.file_size > RATIO_FROM) or entry.file_size > _limit(entry.filename)


def _limit(name):
    if name.endswith("sharedStrings.xml"):
        return MAX_STRINGS
    return MAX_UNPACKED if name.startswith("xl/worksheets/") else MAX_SMALL_PART


def _check_content(archive, entry):
    """No archive inside; XML without document types, and as long as the directory says."""
    with archive.open(entry) as part:
        seam = part.read(4096)
        if seam.startswith(ZIP):
            raise RefusedFile(NESTED)
        if not is_read(entry.filename):
            return
        if b"\0" in seam:
            raise RefusedFile(NOT_A_LIST)  # UTF-16 would hide what follows
        while seam:
            if b"<!DOCTYPE" in seam or b"<!ENTITY" in seam:
                raise RefusedFile(NOT_A_LIST)
            chunk = part.read(CHUNK)
            seam = seam[-16:] + chunk if chunk else b""


def text_encoding(file) -> str:
    """The encoding of a text file whose lines are of sane length."""
    file.seek(0)
    start = file.read(BEGINNING)
    left = [name for mark, name in MARKS.items() if start.startswith(mark)][:1]
    left = left or _wide(start) or [*_declared(start), *ENCODINGS]
    is_wide = left[0].startswith("utf-16")
    decoders = {name: codecs.getincrementaldecoder(name)() for name in left}
    line = 0
    for chunk in _chunks(file):
        if b"\0" in chunk and not is_wide:
            raise RefusedFile(NO_TEXT)
        line = _longest_line(chunk, line)
        left = [name for name in left if _decodes(decoders[name], chunk)]
    left = [name for name in left if _decodes(decoders[name], b"", final=True)]
    if not left:
        raise RefusedFile(NO_TEXT)
    return left[0]


def _wide(start):
    """UTF-16 without a mark, by what every list of ours says; zeros alone prove nothing."""
    if b"\0" not in start:
        return []
    names = ("utf-16-le", "utf-16-be")
    return [name for name in names if IN_EVERY_LIST in start.decode(name, "ignore")][:1]


def _declared(start):
    """What a page says of itself; gb2312 and gbk are read as the standard that holds them."""
    found = CHARSET.search(start)
    name = DECLARED.get(found[1].decode("ascii").lower()) if found else None
    return [name] if name else []


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
