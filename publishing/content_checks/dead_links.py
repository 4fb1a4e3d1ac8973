"""Links of a text that lead to a page of ours which readers cannot open."""

import re
from collections.abc import Callable
from html import unescape

from core.public_url import path_on_this_site
from publishing.content_checks.rules import Hit, Rule, Severity
from publishing.content_checks.subject import region_of
from regions.models import Region

LINK = re.compile(r'<a(?=\s)[^<>]{0,2000}?\shref="([^"]{1,500})"')
MOST_LINKS = 50  # of one text

# Paths and the region of the text → by path why readers cannot open it, "" where they can.
Opens = Callable[[list[str], Region | None], dict[str, str]]
_askers: list[Opens] = []


def register(asker: Opens):
    """The room above that knows all addresses answers for them."""
    _askers[:] = [asker]


def _dead(subject):
    for part in subject.parts:
        paths = {}
        for match in LINK.finditer(part.html):
            address = unescape(match[1])
            path = path_on_this_site(address)
            if path is not None and len(paths) < MOST_LINKS:
                paths.setdefault(path, address)
        for asker in _askers if paths else ():
            region = region_of(subject.obj) if subject.obj else None
            for path, reason in asker(list(paths), region).items():
                if reason:
                    yield Hit(part, shown=paths[path], cure=reason)


DEAD_LINKS = Rule(
    "dead_link",
    "打不开的链接",
    Severity.SIGN,
    "链接“…”读者打不开",
    "请改正或去掉链接",
    _dead,
)
