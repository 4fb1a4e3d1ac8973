"""Lines of a saved page that know where on it they stood."""

import re
from typing import NamedTuple

INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x1c-\x1f\x7f-\x84\x86-\x9f]"
)
# A line with more of its characters in links is a link.
MOSTLY_LINK = 0.5
# Beyond this a line is no label, button or title.
LONGEST_LINE = 120
BLANKS = re.compile(r"[^\S\n]+")


class Place(NamedTuple):
    """Where on a page a line stood, as its markup says; of a text file it says nothing."""

    container: int = 0  # of an element that content systems use for the article's text, else 0
    is_frame: bool = False  # within navigation or footer
    row: int = 0  # of a table
    cell: int = 0
    heading: int = 0  # of a h1


NOWHERE = Place()


class Line(str):
    """A line without indent and invisible characters; `source` is what it was before.

    `parted` has a blank wherever an inline element begins or ends: two spans may be two labels.
    """

    __slots__ = ("link_share", "parted", "pictures", "place", "source")

    def __new__(cls, text, *, source=None, place=NOWHERE, link_share=0.0, pictures=()):
        line = super().__new__(cls, text)
        line.source, line.parted = text if source is None else source, text
        line.place, line.link_share = place, link_share
        line.pictures = tuple(pictures)  # addresses of those before it
        return line


def line_of(text: str, **details) -> Line:
    """One line: invisible characters removed, runs of blanks made one."""
    source = BLANKS.sub(" ", text).strip()
    return Line(BLANKS.sub(" ", INVISIBLE.sub("", text)).strip(), source=source, **details)


def lines_of(text: str) -> list[Line]:
    """Non-empty lines of a text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line for line in map(line_of, lines) if line]


def place_of(line: str) -> Place:
    return line.place if isinstance(line, Line) else NOWHERE


def source_of(line: str) -> str:
    return line.source if isinstance(line, Line) else line


def parted_of(line: str) -> str:
    return line.parted if isinstance(line, Line) else line


def link_share_of(line: str) -> float:
    return line.link_share if isinstance(line, Line) else 0.0
