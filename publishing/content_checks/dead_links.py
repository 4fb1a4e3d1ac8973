"""Links of a text that lead to a page of ours which readers cannot open."""

import re
from collections.abc import Callable
from html import unescape

from core.public_url import path_on_this_site
from publishing.content_checks.rules import Hit, Rule, Severity
from regions.models import Region

LINK = re.compile(r'<a(?=\s)[^<>]{0,2000}?\shref="([^"]{1,500})"')
# In words without links; what is typed behind it is Chinese.
WRITTEN = re.compile(r"https?://[!#-&*-;=?-Z_a-z~]{1,500}", re.ASCII)
SENTENCE_SIGNS = ".,:;!?"
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
        for address in _addresses(part):
            path = path_on_this_site(address)
            if path is not None and len(paths) < MOST_LINKS:
                paths.setdefault(path, address)
        for asker in _askers if paths else ():
            for path, reason in asker(list(paths), subject.region).items():
                if reason:
                    yield Hit(part, shown=paths[path], cure=reason)


def _addresses(part):
    if part.html:
        return (unescape(match[1]) for match in LINK.finditer(part.html))
    return (match[0].rstrip(SENTENCE_SIGNS) for match in WRITTEN.finditer(part.text))


DEAD_LINKS = Rule(
    "dead_link",
    "打不开的链接",
    Severity.SIGN,
    "链接“…”读者打不开",
    "请改正或去掉链接",
    _dead,
)
