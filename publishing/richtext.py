"""The one allow-list of rich text: it feeds the sanitiser here and the editor's filter."""

import logging
import re
from collections.abc import Callable
from functools import lru_cache
from html import escape, unescape
from urllib.parse import unquote

import nh3
from django.conf import settings

from core.error_frames import error_frames
from core.html_limits import as_text, is_tangled
from core.public_url import path_on_this_site
from publishing.block_tags import (
    BLOCK_SPAN,
    DISSOLVED,
    HAS_DISSOLVED,
    LINE_END,
    as_paragraphs,
)

logger = logging.getLogger(__name__)

ALIGNMENTS = ("align-left", "align-center", "align-right", "align-justify")
CAPTIONED = "image"
# Lists that count in Chinese, or in brackets: 一、 （一） （1）
NUMBERINGS = ("han", "han-brackets", "brackets")
ALLOWED: dict[str, set[str]] = {
    "p": {"class"},
    "h2": {"class"},
    "h3": {"class"},
    "h4": {"class"},
    "br": set(),
    "hr": set(),
    "strong": set(),
    "em": set(),
    "u": set(),
    "s": set(),
    "sub": set(),
    "sup": set(),
    "blockquote": set(),
    "ul": set(),
    "ol": {"start", "class"},
    "li": set(),
    "a": {"href", "title"},
    "img": {"src", "alt", "width", "height", "class"},
    "figure": {"class"},
    "figcaption": set(),
    "table": {"class"},
    "caption": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
CLASSES = {tag: set(ALIGNMENTS) for tag, names in ALLOWED.items() if "class" in names}
CLASSES["figure"].add(CAPTIONED)
CLASSES["ol"] = set(NUMBERINGS)
SCHEMES = {"http", "https", "mailto", "tel"}
DROP_WITH_CONTENT = {
    *("script", "style", "iframe", "object", "noscript", "template", "svg", "math"),
    *("title", "xml"),  # of a whole page, and of a word processor's settings
}
# What a first reading keeps besides, so that it can become paragraphs.
MARKED = {**ALLOWED, **dict.fromkeys(DISSOLVED, {"class"}), BLOCK_SPAN: {"style"}}

ANY_TAG = re.compile(r"<[^<>]*>")
LINK_REL = "noopener noreferrer"  # of every link
# As the cleaner writes it: attributes in double quotes, which may hold angle brackets.
CLEANED_TAG = re.compile(r'<(?:[^">]|"[^"]*")*>')

# What old pages and word processors write for the elements we keep.
RENAMED = {"b": "strong", "i": "em", "strike": "s", "del": "s", "h1": "h2", "h5": "h4", "h6": "h4"}
RENAMED |= {"dir": "ul", "menu": "ul"}
OLD_TAG = re.compile(rf"<(/?)({'|'.join(RENAMED)})(?=[\s>/])", re.IGNORECASE)
OLD_ALIGNMENT = re.compile(
    r"<(p|h[1-6]|div|section|article|main)(?=\s)[^<>]{0,400}?\s(?:style\s*=\s*[\"'][^\"'<>]{0,400}?text-align\s*:\s*"
    r"|align\s*=\s*[\"']?)(left|center|right|justify)\b[^<>]*>",
    re.IGNORECASE,
)
# Tags that somebody means as tags; `层高<8 m` has none.
INLINE_TAGS = ("span", "font", "img", "o:p", "small", "big", "mark", *RENAMED)
MARKUP = re.compile(
    rf"</?(?:{'|'.join(sorted({*ALLOWED, *DISSOLVED, *INLINE_TAGS, 'center'}))})(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,6}|#x[0-9a-f]{2,5});", re.IGNORECASE)
CENTRE = re.compile(r"<(/?)center(?=[\s/>])", re.IGNORECASE)
# The marks of a word processor's lists are letters of symbol fonts, which no page has.
SYMBOL_MARK = re.compile(
    r"(<span[^<>]*\bmso-list\s*:\s*ignore[^<>]*>)\s*[lnuqvoØü§¨Þ·\uf000-\uf0ff]\s*"
    r"(?:<span[^<>]*>(?:&nbsp;|&#160;|\s)*</span>)?(?=&nbsp;|&#160;|\s|</span>)",
    re.IGNORECASE,
)
SHOWN_AS_BLOCK = re.compile(r"\bdisplay\s*:\s*(?:block|flex|table|list-item)", re.IGNORECASE)
# Misnested markup (a link in a table in a link) may need a second reading before it stands still.
PASSES = 6
NUMBERS = {"start": 4, "width": 4, "height": 4, "colspan": 2, "rowspan": 2}


def sanitise(html: str) -> str:
    """HTML with nothing but the allow-list; idempotent. Hostile nesting comes back as text."""
    if is_tangled(html):
        return as_text(html)
    html = _modernise(html)
    if HAS_DISSOLVED.search(html):
        html = as_paragraphs(_marking_cleaner().clean(html))
    for _ in range(PASSES):
        cleaned = _cleaner().clean(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return as_text(html)


def each_picture(cleaned: str, change: Callable[[str], str]) -> str:
    """Cleaned HTML with each tag of a picture as `change` gives it.

    Tags are read whole, for what stands within the quotes of another one is none.
    """
    return CLEANED_TAG.sub(
        lambda tag: change(tag[0]) if tag[0].startswith("<img ") else tag[0], cleaned
    )


def tags_of(cleaned: str) -> list[str]:
    """Tags of cleaned HTML, in their order."""
    return CLEANED_TAG.findall(cleaned)


def from_text(text: str) -> str:
    """Rich text of what stands in a cell: plain lines, HTML, or HTML escaped once too often.

    A line end counts as one only where no tag says how the text is divided.
    """
    if ENTITY.search(text) and not MARKUP.search(text):
        text = unescape(text)
    if LINE_END.search(text) and MARKUP.search(text):
        return sanitise(text if text.startswith("<") else f"<div>{text}</div>")
    has_tags = MARKUP.search(text)
    lines = (line.strip() for line in text.splitlines())
    return sanitise(
        "".join(f"<p>{line if has_tags else escape(line)}</p>" for line in lines if line)
    )


def plain_text(html: str) -> str:
    """The words of rich text, blocks separated by a blank."""
    bare = "" if is_tangled(html) else nh3.clean(LINE_END.sub(" <", html), tags=set())
    return " ".join(unescape(bare).split())


def words_of(html: str) -> str:
    """Paragraphs with the words of HTML that is too tangled to be read as such."""
    lines = ANY_TAG.sub("", LINE_END.sub("\n<", html)).splitlines()
    return "".join(f"<p>{escape(unescape(line.strip()))}</p>" for line in lines if line.strip())


def is_blank(html: str) -> bool:
    """Whether an editor left nothing behind: no word, no picture."""
    cleaned = sanitise(html)
    return not plain_text(cleaned) and "<img " not in cleaned


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return _cleaner_of(ALLOWED)


@lru_cache(maxsize=1)
def _marking_cleaner() -> nh3.Cleaner:
    return _cleaner_of(MARKED)


def _cleaner_of(tags: dict[str, set[str]]) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes=tags,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        clean_content_tags=DROP_WITH_CONTENT,
        link_rel=LINK_REL,
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Never raises: nh3 would keep the attribute and print it, words of an author, to the log."""
    try:
        return _allowed_value(tag, name, value)
    except Exception as error:
        logger.error("attribute %s dropped: %s", name, error_frames(error))
        return None


def _allowed_value(tag, name, value):
    """Narrower than nh3's own lists: our pictures only, plain numbers, known scopes."""
    if name == "src":
        return own_file(value)
    if name in NUMBERS:
        return (
            value if value.isascii() and value.isdigit() and len(value) <= NUMBERS[name] else None
        )
    if name == "scope":
        return value if value in {"row", "col"} else None
    if name == "class":
        return (
            " ".join(word for word in value.split() if word in CLASSES.get(tag, ALIGNMENTS)) or None
        )
    if name == "style":
        return "display:block" if SHOWN_AS_BLOCK.search(value) else None
    return value


def own_file(address: str) -> str | None:
    """The path of an uploaded file of this site, however its address is written; else None.

    A reader's browser must ask no foreign host, and no view of ours, for a picture.
    """
    path = path_on_this_site(address) or ""
    plain = unquote(path)
    is_plain = plain.isprintable() and "\\" not in plain and ".." not in plain
    is_file = path.startswith((settings.MEDIA_URL, settings.STATIC_URL))
    return path if is_plain and is_file else None


def _modernise(html: str) -> str:
    """Old tags and alignments in today's words; runs before cleaning, so it cannot do harm."""
    html = SYMBOL_MARK.sub(r"\1· ", html)
    html = CENTRE.sub(lambda m: "</div" if m[1] else '<div class="align-center"', html)
    html = OLD_ALIGNMENT.sub(lambda m: f'<{m[1]} class="align-{m[2].lower()}">', html)
    return OLD_TAG.sub(lambda m: f"<{m[1]}{RENAMED[m[2].lower()]}", html)
