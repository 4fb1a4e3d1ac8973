"""Two versions of a text as people compare them: paragraph by paragraph, word by word.

Chinese is compared by characters, figures and Latin words as wholes. Bounded: what would take the
square of a long text is shown as taken out and put in.
"""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.html import strip_tags

from core.paragraph_merge import paragraphs_of

SAME, OUT, IN = "same", "out", "in"
WORDS = re.compile(r"[A-Za-z0-9_.,%]+|\s+|.", re.DOTALL)
ROW_END, CELL_END = re.compile(r"</(?:tr|li)>"), re.compile(r"</t[dh]>")
MOST_PARAGRAPHS = 2_000
MOST_WORDS = 1_500  # of a paragraph; the comparison takes up to the square of it
MOST_COMPARED = 40  # paragraphs that are compared word by word


@dataclass(frozen=True)
class Piece:
    kind: str  # SAME, OUT or IN
    text: str


@dataclass(frozen=True)
class Paragraph:
    """`pieces` of one paragraph; one that stayed the same has a single piece."""

    pieces: tuple[Piece, ...]

    @property
    def is_same(self):
        return all(piece.kind == SAME for piece in self.pieces)


def compare(before: str, after: str) -> list[Paragraph]:
    """In the order of the text; rich text is read without its tags."""
    old, new = (plain_lines(text) for text in (before, after))
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


def plain_lines(text) -> list[str]:
    """Paragraphs of plain or rich text without tags, blanks folded, empty ones left out."""
    rows = (row for each in paragraphs_of(text) for row in ROW_END.split(each))
    lines = (" ".join(strip_tags(CELL_END.sub(" ", row)).split()) for row in rows)
    return [line for line in lines if line]


def _whole(kind, text):
    return Paragraph((Piece(kind, text),))


def _by_words(old, new):
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > MOST_WORDS:
        return Paragraph((Piece(OUT, old), Piece(IN, new)))
    pieces = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(SAME, "".join(before[a:b])))
            continue
        if b > a:
            pieces.append(Piece(OUT, "".join(before[a:b])))
        if d > c:
            pieces.append(Piece(IN, "".join(after[c:d])))
    return Paragraph(tuple(pieces))
