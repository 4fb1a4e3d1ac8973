"""Two people changed one text: what only one of them touched is merged, paragraph by paragraph.

A three-way merge as of files (diff3), of paragraphs instead of lines; how a paragraph is broken
into lines is no difference.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

TAG_OR_BREAK = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^>]*?(/?)>\s*|\n\s*")
VOID = {"br", "hr", "img"}
INLINE = {"a", "b", "strong", "em", "i", "u", "s", "sub", "sup", "span"}
MOST = 2_000  # the comparison takes up to the square of it


@dataclass(frozen=True)
class Stretch:
    """Paragraphs one after the other: `settled`, or as the two have them."""

    settled: str = ""
    mine: str = ""
    theirs: str = ""

    @property
    def is_open(self):
        return bool(self.mine or self.theirs)


def paragraphs_of(text: str) -> list[str]:
    """Pieces that joined give the text: blocks of HTML at its outermost level, or lines."""
    pieces, start, depth = [], 0, 0
    for found in TAG_OR_BREAK.finditer(text):
        closing, name, closed = found[1], (found[2] or "").lower(), found[3]
        if name and name not in VOID and not closed:
            depth = max(0, depth - 1) if closing else depth + 1
        is_end = not name or (closing and name not in INLINE)
        if is_end and depth == 0:
            pieces.append(text[start : found.end()])
            start = found.end()
    return [*pieces, text[start:]] if text[start:] else pieces


def merge(before: str, mine: str, theirs: str) -> list[Stretch]:
    """In the order of the text; [] where it is too long, or nothing stayed the same."""
    sides = [paragraphs_of(text) for text in (before, mine, theirs)]
    if max(map(len, sides)) > MOST:
        return []
    stretches = [*_stretches(*sides)]
    return stretches if any(each.settled.strip() for each in stretches) else []


def _stretches(before, mine, theirs) -> Iterator[Stretch]:
    at = (0, 0, 0)
    for *found, length in _agreed(*map(_keys, (before, mine, theirs))):
        chunks = [
            side[start:end]
            for side, start, end in zip((before, mine, theirs), at, found, strict=True)
        ]
        yield from _decided_one_by_one(*chunks)
        if length:
            yield Stretch(settled="".join(theirs[found[2] : found[2] + length]))
        at = tuple(start + length for start in found)


def _decided_one_by_one(before, mine, theirs):
    """As many on each side: the first is the first, and so on; else all of them at once."""
    if len(before) == len(mine) == len(theirs):
        trios = zip(before, mine, theirs, strict=True)
        yield from (_decided([a], [b], [c]) for a, b, c in trios)
    elif before or mine or theirs:
        yield _decided(before, mine, theirs)


def _decided(before, mine, theirs):
    keys = [_keys(side) for side in (before, mine, theirs)]
    if keys[1] == keys[2] or keys[0] == keys[1]:
        return Stretch(settled="".join(theirs))
    if keys[0] == keys[2]:
        return Stretch(settled="".join(mine))
    return Stretch(mine="".join(mine), theirs="".join(theirs))


def _keys(paragraphs):
    return [" ".join(each.split()) for each in paragraphs]


def _agreed(before, mine, theirs):
    """(place before, in mine, in theirs, length) of what all three have; the end last."""
    ours, others = (
        SequenceMatcher(None, before, side, autojunk=False).get_matching_blocks()
        for side in (mine, theirs)
    )
    i = j = 0
    while i < len(ours) and j < len(others):
        one, other = ours[i], others[j]
        start = max(one.a, other.a)
        end = min(one.a + one.size, other.a + other.size)
        if start < end:
            yield start, one.b + start - one.a, other.b + start - other.a, end - start
        if one.a + one.size < other.a + other.size:
            i += 1
        else:
            j += 1
    yield len(before), len(mine), len(theirs), 0
