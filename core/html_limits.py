"""Cheap checks on raw HTML, made before a parser sees it: hostile nesting costs quadratic time."""

import re
from collections import Counter
from html import escape, unescape

MAX_CHARS = 1_000_000
MAX_DEPTH = 256
MAX_OPEN = 10_000
MAX_AMPERSANDS = 100_000
MAX_ANGLES = 250_000  # a table of single figures has one in five characters
# Elements that HTML closes by itself: however many there are, they do not nest.
SELF_CLOSING = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "col", "wbr", "p", "li", "dt", "dd"]
    + ["tr", "td", "th", "tbody", "thead"]
)
TAG_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
FOREIGN = re.compile(r"<(?:svg|math)", re.IGNORECASE)


def is_tangled(html: str) -> bool:
    """Whether parsing could take long: far too long, too deep, or too many elements that nest."""
    if len(html) > MAX_CHARS or html.count("&") > MAX_AMPERSANDS or html.count("<") > MAX_ANGLES:
        return True
    free = frozenset() if FOREIGN.search(html) else SELF_CLOSING
    open_now, depth, opened = Counter(), 0, 0
    for slash, name in TAG_NAME.findall(html):
        name = name.lower()
        if name in free:
            continue
        if not slash:
            open_now[name] += 1
            depth, opened = depth + 1, opened + 1
        elif open_now[name]:
            open_now[name] -= 1
            depth -= 1
        if depth > MAX_DEPTH or opened > MAX_OPEN:
            return True
    return False


def as_text(html: str) -> str:
    """The source itself as visible text; saying it twice changes nothing."""
    return escape(unescape(html), quote=False).replace("\xa0", "&nbsp;")
