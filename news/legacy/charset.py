"""The text of a saved file, whatever encoding it was saved in, and how sure that is.

In this order: the mark at the start (BOM); UTF-8, which other encodings hardly ever look like; what
the page or the mail part around it declares; what charset-normalizer recognises. A declaration is
often wrong (pages are saved in one encoding and go on naming another), so of two readings the one
counts that gives more Chinese, and the doubt is said. Nothing is decoded at any price: where no
reading fits, Unreadable says so.
"""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from news.legacy.commonness import oddness

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)  # fmt: skip
# Names that pages use, and the widest encoding of each family, as browsers take them.
FAMILIES = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030",
    "gb_2312-80": "gb18030", "cp936": "gb18030", "ms936": "gb18030", "euc-cn": "gb18030",
    "big5": "big5hkscs", "big5-hkscs": "big5hkscs", "cp950": "big5hkscs", "x-x-big5": "big5hkscs",
    "big5hkscs": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8",
}  # fmt: skip
NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "utf-8": "UTF-8", "utf-16-le": "UTF-16"}
NAMES |= {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-be": "UTF-16"}
CHINESE = ("gb18030", "big5hkscs")
DECLARED = re.compile(
    rb"<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})",
    re.IGNORECASE,
)
HEAD_BYTES = 4096
SAMPLE_BYTES = 20_000
SAMPLE_LETTERS = 20_000
# 7-bit encodings of Chinese, of mails from the nineties.
SEVEN_BIT = re.compile(rb"~\{[\x21-\x7e]{2}|\x1b\$[)A*]")
BINARY = re.compile(r"[\x00-\x08\x0e-\x1b]")
NOT_LETTERS = re.compile(r"<[^<>]*>")
TOO_ODD = 0.25
FEWEST_LETTERS, FEWEST_ZEROS = 5, 2
# Of 1,000 characters so many may be broken before the whole is called unreadable.
BROKEN_PER_THOUSAND = 20
UNKNOWN = "认不出文字编码（应为 UTF-8、GB18030、Big5 或 UTF-16），或者不是文字文件。"


class Unreadable(Exception):
    """The file cannot be imported; the message says why, in Chinese."""


@dataclass(frozen=True)
class Decoded:
    """A text, the name of its encoding, and a doubt about it as a sentence, or ""."""

    text: str
    encoding: str
    doubt: str = ""


def decode(data: bytes, *, declared: str = "") -> Decoded:
    """`data` as text; `declared` is what stands outside the page. Raises Unreadable."""
    found = _by_mark(data) or _as_utf16(data) or _as_utf8(data) or _as_chinese(data, declared)
    if found is None or BINARY.search(found.text):
        raise Unreadable(UNKNOWN)
    if SEVEN_BIT.search(data):
        raise Unreadable("文字是七位编码（HZ 或 ISO-2022），请用浏览器打开，另存为 UTF-8。")
    return found


def _by_mark(data):
    encoding = next((encoding for mark, encoding in BOMS if data.startswith(mark)), "")
    return _strictly(data, encoding) if encoding else None


def _as_utf8(data):
    if found := _strictly(data, "utf-8"):
        return found
    text = data.decode("utf-8", "replace")
    letters = sum(1 for character in text if ord(character) > 0x7FF) - text.count("\ufffd")
    # A page cut within a character is still UTF-8; GB18030 would read it, too, as rubbish.
    broken = text.removesuffix("\ufffd").count("\ufffd")
    if letters >= FEWEST_LETTERS and broken * 1000 <= letters * BROKEN_PER_THOUSAND:
        return Decoded(text, "UTF-8", "文件里有残缺的字，读不出来的用 � 代替。")
    return None


def _as_utf16(data):
    """UTF-16 without a mark: every second byte of its ASCII is zero."""
    zeros = data[:HEAD_BYTES].count(0)
    if zeros * 100 < len(data[:HEAD_BYTES]) or zeros < FEWEST_ZEROS:
        return None
    order = "le" if data[1:HEAD_BYTES:2].count(0) >= data[0:HEAD_BYTES:2].count(0) else "be"
    found = _strictly(data, f"utf-16-{order}")
    return found if found and not BINARY.search(found.text) else None


def _as_chinese(data, declared):
    readings = [found for encoding in CHINESE if (found := _leniently(data, encoding))]
    if not readings:
        return None
    named = NAMES.get(_declared_in(data, declared), "")
    guessed = NAMES.get(_recognised(data), "")
    # Two votes against one: how Chinese it reads, then what is declared, then what is recognised.
    best = min(
        readings, key=lambda r: (_oddness(r.text), r.encoding != named, r.encoding != guessed)
    )
    if _oddness(best.text) > TOO_ODD and best.encoding not in (named, guessed):
        return None
    if named and named != best.encoding:
        doubt = f"网页自称是 {named}，内容是 {best.encoding}，请核对有没有错字。"
        return Decoded(best.text, best.encoding, best.doubt or doubt)
    return best


def _strictly(data, encoding):
    try:
        return Decoded(data.decode(encoding), NAMES[encoding])
    except UnicodeDecodeError:
        return None


def _leniently(data, encoding):
    if found := _strictly(data, encoding):
        return found
    text = data.decode(encoding, "replace")
    letters = sum(1 for character in text if not character.isascii())
    if not letters or text.count("\ufffd") * 1000 > letters * BROKEN_PER_THOUSAND:
        return None
    return Decoded(text, NAMES[encoding], "文件里有残缺的字，读不出来的用 � 代替。")


def _declared_in(data, declared):
    found = DECLARED.search(data[:HEAD_BYTES])
    name = found[1].decode("ascii", "ignore") if found else declared
    return FAMILIES.get(name.strip().lower(), "")


def _recognised(data):
    """What charset-normalizer makes of the parts that are not ASCII."""
    sample = b"\n".join(re.findall(rb"[\x80-\xff][\x20-\xff]*", data[: 4 * SAMPLE_BYTES]))
    best = from_bytes(sample[:SAMPLE_BYTES], cp_isolation=["gb18030", "big5"]).best()
    return FAMILIES.get(best.encoding.replace("_", "-"), "") if best else ""


def _oddness(text):
    """Rounded, so that a handful of rare characters does not decide."""
    return round(oddness(NOT_LETTERS.sub("", text)[:SAMPLE_LETTERS]), 1)
