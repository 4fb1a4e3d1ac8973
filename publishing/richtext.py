"""The one allow-list of rich text: it feeds the sanitiser here and the editor's filter."""

import re
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

import nh3
from django.conf import settings

from core.html_limits import as_text, is_tangled

ALIGNMENTS = ("align-left", "align-center", "align-right", "align-justify")
CAPTIONED = "image"
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
    "ol": {"start"},
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
SCHEMES = {"http", "https", "mailto", "tel"}
DROP_WITH_CONTENT = {"script", "style", "iframe", "object", "noscript", "template", "svg", "math"}

# What old pages and word processors write for the elements we keep.
RENAMED = {"b": "strong", "i": "em", "strike": "s", "del": "s", "h1": "h2", "h5": "h4", "h6": "h4"}
OLD_TAG = re.compile(rf"<(/?)({'|'.join(RENAMED)})(?=[\s>/])", re.IGNORECASE)
OLD_ALIGNMENT = re.compile(
    r"<(p|h[1-6])(?=\s)[^<>]{0,400}?\s(?:style\s*=\s*[\"'][^\"'<>]{0,400}?text-align\s*:\s*"
    r"|align\s*=\s*[\"']?)(left|center|right|justify)\b[^<>]*>",
    re.IGNORECASE,
)
BLOCK = re.compile(r"<(?=/?(?:p|h[2-4]|br|hr|li|tr|td|th|figure|figcaption|caption|blockquote)\b)")
# Misnested markup (a link in a table in a link) may need a second reading before it stands still.
PASSES = 6
NUMBERS = {"start": 4, "width": 4, "height": 4, "colspan": 2, "rowspan": 2}


def sanitise(html: str) -> str:
    """HTML with nothing but the allow-list; idempotent. Hostile nesting comes back as text."""
    if is_tangled(html):
        return as_text(html)
    html = _modernise(html)
    for _ in range(PASSES):
        cleaned = _cleaner().clean(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return as_text(html)


@lru_cache(maxsize=128)
def sanitise_cached(html: str) -> str:
    """The same for pages, where one text is asked for again and again."""
    return sanitise(html)


def plain_text(html: str) -> str:
    """The words of rich text, blocks separated by a blank."""
    bare = "" if is_tangled(html) else nh3.clean(BLOCK.sub(" <", html), tags=set())
    return " ".join(unescape(bare).split())


def is_blank(html: str) -> bool:
    """Whether an editor left nothing behind: no word, no picture."""
    cleaned = sanitise(html)
    return not plain_text(cleaned) and "<img " not in cleaned


@lru_cache(maxsize=1)
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(ALLOWED),
        attributes=ALLOWED,
        attribute_filter=_attribute,
        url_schemes=SCHEMES,
        clean_content_tags=DROP_WITH_CONTENT,
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    """Narrower than nh3's own lists: our pictures only, plain numbers, known scopes."""
    if name == "src":
        return value if _is_own_file(value) else None
    if name in NUMBERS:
        return (
            value if value.isascii() and value.isdigit() and len(value) <= NUMBERS[name] else None
        )
    if name == "scope":
        return value if value in {"row", "col"} else None
    if name == "class":
        return " ".join(word for word in value.split() if word in CLASSES[tag]) or None
    return value


def _is_own_file(address: str) -> bool:
    """A reader's browser must ask no foreign host, and no view of ours, for a picture."""
    path = unquote(address)
    is_plain = path.isprintable() and "\\" not in path and ".." not in path
    return is_plain and address.startswith((settings.MEDIA_URL, settings.STATIC_URL))


def _modernise(html: str) -> str:
    """Old tags and alignments in today's words; runs before cleaning, so it cannot do harm."""
    html = OLD_ALIGNMENT.sub(lambda m: f'<{m[1]} class="align-{m[2].lower()}">', html)
    return OLD_TAG.sub(lambda m: f"<{m[1]}{RENAMED[m[2].lower()]}", html)
