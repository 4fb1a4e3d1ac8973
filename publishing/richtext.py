"""The one allow-list of rich text: it feeds the sanitiser here and the editor's filter."""

import re
from html import unescape

import nh3

ALIGNMENTS = ("align-left", "align-center", "align-right", "align-justify")
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
    "img": {"src", "alt", "width", "height"},
    "figure": {"class"},
    "figcaption": set(),
    "table": set(),
    "caption": set(),
    "thead": set(),
    "tbody": set(),
    "tr": set(),
    "th": {"scope", "colspan", "rowspan"},
    "td": {"colspan", "rowspan"},
}
CLASSES = {tag: set(ALIGNMENTS) for tag, names in ALLOWED.items() if "class" in names}
SCHEMES = {"http", "https", "mailto", "tel"}
DROP_WITH_CONTENT = {"script", "style", "iframe", "object", "noscript", "template", "svg", "math"}
TAG = re.compile(r"<[^>]*>")


def sanitise(html: str) -> str:
    """HTML with nothing but the allow-list; idempotent."""
    return nh3.clean(
        html,
        tags=set(ALLOWED),
        attributes={tag: names - {"class"} for tag, names in ALLOWED.items()},
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        clean_content_tags=DROP_WITH_CONTENT,
        link_rel="noopener noreferrer",
    )


def plain_text(html: str) -> str:
    """The words of cleaned HTML, blocks separated by a blank."""
    return " ".join(unescape(TAG.sub(" ", html)).split())
