"""Two versions of a text as people compare them: paragraph by paragraph, word by word.

Chinese is compared by characters, figures and Latin words as wholes, a row of a table cell by cell;
a picture is a paragraph of its own. Bounded: what would take the square of a long text is shown as
taken out and put in.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape

from django.conf import settings
from django.utils.html import strip_tags

from core.paragraph_merge import paragraphs_of

SAME, OUT, IN = "same", "out", "in"
WORDS = re.compile(r"[A-Za-z0-9_.,%]+|\s+|.", re.DOTALL)
ROW_END, CELL_END = re.compile(r"</(?:tr|li)>"), re.compile(r"</t[dh]>")
PICTURE = re.compile(r"<img\b[^<>]{0,3000}>")
SOURCE, ALT = re.compile(r'\ssrc="([^"<>]{1,1000})'), re.compile(r'\salt="([^"<>]{0,1000})')
CELLS = " ｜ "  # between the cells of a row
MOST_PARAGRAPHS = 2_000
MOST_WORDS = 1_500  # of a paragraph; the comparison takes up to the square of it
MOST_COMPARED = 40  # paragraphs that are compared word by word


@dataclass(frozen=True)
class Piece:
    """`picture`: where it lies, if the piece is one of ours; its text says what it shows."""

    kind: str  # SAME, OUT or IN
    text: str
    picture: str = ""


class Line(str):
    """What is compared with its like: words, a row of `cells`, or a `picture`."""

    cells = ()
    picture = ""

    @classmethod
    def of_row(cls, cells):
        line = cls(CELLS.join(cells))
        line.cells = tuple(cells)
        return line

    @classmethod
    def of_picture(cls, tag):
        source, alt = SOURCE.search(tag), ALT.search(tag)
        address = unescape(source[1]) if source else ""
        line = cls(f"〔图片：{unescape(alt[1]) if alt else ''} {address.rpartition('/')[2]}〕")
        line.picture = address if address.startswith(settings.MEDIA_URL) else ""
        return line


@dataclass(frozen=True)
class Paragraph:
    """`pieces` of one paragraph; one that stayed the same has a single piece."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self):
        return all(piece.kind == SAME for piece in self.pieces)


def compare(before: str, after: str, *, has_pictures=True) -> list[Paragraph]:
    """In the order of the text; rich text is read without its tags.

    `has_pictures`: whether these are looked at, too, and what is said of them.
    """
    old, new = ([*_lines(text, has_pictures=has_pictures)] for text in (before, after))
    if max(len(old), len(new)) > MOST_PARAGRAPHS:
        return [_whole(OUT, line) for line in old] + [_whole(IN, line) for line in new]
    found, left = [], MOST_COMPARED
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            found += [_whole(SAME, line) for line in old[a:b]]
            continue
        pairs = min(b - a, d - c, left)
        left -= pairs
        found += [
            _by_words(*pair) for pair in zip(old[a : a + pairs], new[c : c + pairs], strict=True)
        ]
        found += [_whole(OUT, line) for line in old[a + pairs : b]]
        found += [_whole(IN, line) for line in new[c + pairs : d]]
    return found


def apart(one: str, other: str) -> tuple[list, list]:
    """Both texts in pieces, line by line; what the other does not have is OUT of one, IN other."""
    found = [line.pieces for line in compare(one, other, has_pictures=False)]
    sides = ([[each for each in line if each.kind != kind] for line in found] for kind in (IN, OUT))
    left, right = ([line for line in side if line] for side in sides)
    return left, right


def plain_lines(text) -> list[str]:
    """Paragraphs of plain or rich text without tags, blanks folded, empty ones left out."""
    rows = (row for each in paragraphs_of(text) for row in ROW_END.split(each))
    lines = (" ".join(strip_tags(CELL_END.sub(" ", row)).split()) for row in rows)
    return [line for line in lines if line]


def _lines(text, *, has_pictures):
    """plain_lines() with what words do not tell."""
    for each in paragraphs_of(text):
        for row in ROW_END.split(each):
            cells = [" ".join(strip_tags(cell).split()) for cell in CELL_END.split(row)]
            if len(cells) > 1:
                yield Line.of_row(cells[:-1])
            elif cells[0]:
                yield Line(cells[0])
            yield from map(Line.of_picture, PICTURE.findall(row) if has_pictures else ())


def _whole(kind, line):
    return Paragraph((Piece(kind, str(line), line.picture),))


def _by_words(old, new):
    if old.picture or new.picture:
        return Paragraph((*_whole(OUT, old).pieces, *_whole(IN, new).pieces))
    if old.cells and len(old.cells) == len(new.cells):
        return Paragraph(tuple(_by_cells(old.cells, new.cells)))
    return Paragraph(tuple(_pieces(old, new)))


def _by_cells(old, new):
    for number, (before, after) in enumerate(zip(old, new, strict=True)):
        if number:
            yield Piece(SAME, CELLS)
        yield from _pieces(before, after)


def _pieces(old, new):
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return [Piece(OUT, old), Piece(IN, new)]
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(before[a:b])))
            continue
        if b > a:
            pieces.append(Piece(OUT, "".join(before[a:b])))
        if d > c:
            pieces.append(Piece(IN, "".join(after[c:d])))
    return pieces
