"""A saved page, as text, HTML or one MHTML file, becomes lines and what its markup declares."""

import email
import email.policy
import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from news.legacy.charset import Unreadable, decode
from news.legacy.lines import Line, lines_of
from news.legacy.markup import MOST_LINES, Declared, MarkedPage, read_html
from news.legacy.misreadings import restore_encoding

MAX_BYTES = 5 * 1024 * 1024
HTML_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml"}
HTML_START = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}>\s*)?<(!doctype|html|head|body|meta)\b", re.IGNORECASE
)
MAIL_START = re.compile(
    rb"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?content-type:\s*multipart/related",
    re.IGNORECASE,
)
MAIL_HEAD_BYTES = 4096
TOO_LARGE = "文件超过 5 MB，不像一篇文章。"
TOO_MANY_LINES = "这一页超过一万行，不像一篇文章。"
RESTORED = "有 {} 行的文字编码读错过，已经还原，请核对。"
# What is kept of the words as they stood: each version in history has a copy.
MOST_MISREAD = 20_000
CUT = "还原编码以前的文字太长，来历里只留下前 20,000 字，其余请看原文件。"
TAG = re.compile(r"<[^<>]*>")


@dataclass(frozen=True)
class SavedPage:
    """Non-empty lines of one file, what its markup declares, and the SHA-256 of its bytes."""

    file_name: str
    sha256: str
    lines: list[Line]
    declared: Declared = field(default_factory=Declared)
    doubts: list[str] = field(default_factory=list)  # about the reading itself
    misread: list[str] = field(default_factory=list)  # words as they stood before
    data: bytes = field(default=b"", repr=False, compare=False)  # the file as it came


def read(path: Path) -> SavedPage:
    """Read one regular file of at most 5 MB; raises Unreadable."""
    return read_bytes(_bytes_of(path), path.name)


def read_bytes(data: bytes, file_name: str) -> SavedPage:
    """Read what a file holds; its name is told, never opened. Raises Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(TOO_LARGE)
    markup, charset = (
        _page_of_mail(data) if MAIL_START.match(data[:MAIL_HEAD_BYTES]) else (data, "")
    )
    decoded = decode(markup, declared=charset)
    # Before lines are tidied: bytes that were misread look like blanks and marks nobody sees.
    written = decoded.text.split("\n")
    restored = restore_encoding(written)
    text = "\n".join(restored.lines)
    is_html = PurePath(file_name).suffix.lower() in HTML_SUFFIXES or HTML_START.match(text)
    page = read_html(text) if is_html else MarkedPage(lines_of(text))
    if not page.lines and page.declared.frames:
        raise Unreadable(f"正文在框架页 {page.declared.frames[0][:80]} 里，请打开那一页再保存。")
    if not page.lines:
        raise Unreadable("文件里没有文字。")
    if len(page.lines) > MOST_LINES:
        raise Unreadable(TOO_MANY_LINES)
    # A name that is not valid UTF-8 could not be stored.
    name = file_name.encode("utf-8", "replace").decode("utf-8")
    doubts = [decoded.doubt] if decoded.doubt else []
    changed = [pair for pair in zip(written, restored.lines, strict=True) if pair[0] != pair[1]]
    misread, is_cut = _bounded([_misread_words(*pair) if is_html else pair[0] for pair in changed])
    if changed:
        doubts += [RESTORED.format(len(changed)), *restored.doubts, *([CUT] if is_cut else [])]
    digest = hashlib.sha256(data).hexdigest()
    return SavedPage(name, digest, page.lines, page.declared, doubts, misread, data)


def html_text(html: str) -> str:
    """The visible text of a page, one block a line; pictures, scripts and forms are left out."""
    return "\n".join(read_html(html).lines)


def _misread_words(old: str, new: str) -> str:
    """What stood between the tags of a line that was restored, where it differs."""
    before, after = TAG.split(old), TAG.split(new)
    if len(before) != len(after):
        return " ".join(filter(str.strip, before))
    return " ".join(was for was, now in zip(before, after, strict=True) if was != now)


def _bounded(lines: list[str]) -> tuple[list[str], bool]:
    """As much of the lines as is kept, empty ones left out, and whether that is not all."""
    kept, left = [], MOST_MISREAD
    for line in filter(None, lines):
        if left <= 0:
            return kept, True
        kept.append(line[:left])
        left -= len(line)
    return kept, left < 0


def _page_of_mail(data: bytes) -> tuple[bytes, str]:
    """The page within a MHTML file (网页，单个文件), and the encoding its part names."""
    message = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            return part.get_payload(decode=True) or b"", part.get_content_charset("")
    raise Unreadable("这个单个文件网页（MHTML）里没有网页。")


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
        raise Unreadable(TOO_LARGE)
    return data
