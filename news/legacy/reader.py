"""A saved page, as text or HTML, becomes plain lines."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from publishing.block_tags import BLOCKS

MAX_BYTES = 5 * 1024 * 1024
# National standards first; GB18030 holds GBK and GB 2312.
ENCODINGS = ("utf-8-sig", "gb18030")
HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml"}
HTML_START = re.compile(r"\s*<(!doctype|html|head|body|meta)\b", re.IGNORECASE)
NOT_TEXT = {
    "script", "style", "noscript", "template", "title", "svg", "iframe", "object", "select",
    "textarea",
}  # fmt: skip
BLOCK_BREAK = "\x1e"
BINARY = re.compile(r"[\x00-\x08\x0e-\x1b]")
INVISIBLE = re.compile(
    r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x1c-\x1f\x7f-\x84\x86-\x9f]"
)
CHINESE_LINE_END = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])"
)
BLANKS = re.compile(r"[^\S\n]+")


class Unreadable(Exception):
    """The file cannot be imported; the message says why, in Chinese."""


@dataclass(frozen=True)
class SavedPage:
    """Non-empty lines of one file without indents, and the SHA-256 of its bytes."""

    file_name: str
    sha256: str
    lines: list[str]


def read(path: Path) -> SavedPage:
    """Read one regular file of at most 5 MB; raises Unreadable."""
    data = _bytes_of(path)
    text = _decode(data)
    if path.suffix.lower() in HTML_SUFFIXES or HTML_START.match(text):
        text = html_text(text)
    lines = lines_of(text)
    if not lines:
        raise Unreadable("文件里没有文字。")
    # A name that is not valid UTF-8 could not be stored.
    name = path.name.encode("utf-8", "replace").decode("utf-8")
    return SavedPage(name, hashlib.sha256(data).hexdigest(), lines)


def _bytes_of(path: Path) -> bytes:
    try:
        if not path.exists():
            raise Unreadable("没有这个文件。")
        if not path.is_file():
            raise Unreadable("这不是普通文件，请逐个写出文件名。")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Unreadable("文件打不开，请检查文件名和读取权限。") from error
    if len(data) > MAX_BYTES:
        raise Unreadable("文件超过 5 MB，不像一篇文章。")
    return data


def _decode(data: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if BINARY.search(text):
            break
        return text
    raise Unreadable("认不出文字编码（应为 UTF-8 或 GB18030），或者不是文字文件。")


class _TextCollector:
    """Receives a page's events one by one: no tree is built, so deep nesting costs nothing."""

    def __init__(self):
        self.parts = []
        self.depth_hidden = 0

    def start(self, tag, attributes):
        self.depth_hidden += tag in NOT_TEXT
        self._break(tag)

    def end(self, tag):
        self.depth_hidden -= tag in NOT_TEXT
        self._break(tag)

    def _break(self, tag):
        if tag in BLOCKS:
            self.parts.append(BLOCK_BREAK)

    def data(self, text):
        if not self.depth_hidden:
            self.parts.append(text)

    def close(self):
        return "".join(self.parts)


def html_text(html: str) -> str:
    """The visible text of a page, one block a line; pictures, scripts and forms are left out."""
    # The text is decoded already: what a meta tag says about the encoding no longer counts.
    parser = etree.HTMLParser(target=_TextCollector(), encoding="utf-8", no_network=True)
    parser.feed(html.replace(BLOCK_BREAK, " ").encode())
    return _unwrapped(parser.close()).replace(BLOCK_BREAK, "\n")


def _unwrapped(text):
    """Line ends in a page's source mean nothing: none between Chinese words, else a blank."""
    lines = (line.strip(" \t\r\xa0\u3000") for line in text.split("\n"))
    return CHINESE_LINE_END.sub("", "\n".join(filter(None, lines))).replace("\n", " ")


def lines_of(text: str) -> list[str]:
    """Non-empty lines, indents and invisible characters removed, runs of blanks made one."""
    visible = INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = (BLANKS.sub(" ", line).strip() for line in visible.split("\n"))
    return [line for line in lines if line]
