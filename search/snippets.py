"""Pieces of the original text around what was asked for.

PostgreSQL's headline function takes a run of Han for one token; here words are found in the text
itself, compared half-width, lower-case and simplified.
"""

import re
from itertools import islice
from typing import NamedTuple

from search.tokenizer import HAN, OTHER_CHARACTER, aligned

LENGTH = 80
LEAD = 16
READ_CHARACTERS = 20_000
READ_HITS = 200
ELLIPSIS = "……"


class Part(NamedTuple):
    """A piece of text, marked when it is one of the words asked for."""

    text: str
    is_hit: bool = False


def marked(text: str, words: list[str]) -> list[Part]:
    """The whole text in parts; joined together they are the text."""
    parts, position = [], 0
    for start, end in _hits(text, words):
        parts += [Part(text[position:start]), Part(text[start:end], is_hit=True)]
        position = end
    return [part for part in [*parts, Part(text[position:])] if part.text]


def snippet(text: str, words: list[str]) -> list[Part]:
    """About LENGTH characters where most of the words stand together; else the opening."""
    text = text[:READ_CHARACTERS]
    start = max(_densest(list(islice(_hits(text, words), READ_HITS)), text) - LEAD, 0)
    if start + LENGTH > len(text):
        start = max(len(text) - LENGTH, 0)
    before = [Part(ELLIPSIS)] if start else []
    after = [Part(ELLIPSIS)] if start + LENGTH < len(text) else []
    return [*before, *marked(text[start : start + LENGTH], words), *after]


def _hits(text, words):
    """(start, end) of each word in the text, left to right, the longest first."""
    if not words:
        return
    pattern = "|".join(_pattern(word) for word in sorted(words, key=len, reverse=True))
    for match in re.finditer(pattern, aligned(text)):
        yield match.span()


def _pattern(word):
    """Latin words and figures are marked whole: 10 is not part of 2010."""
    escaped = re.escape(word)
    return escaped if HAN.match(word) else f"(?<!{OTHER_CHARACTER}){escaped}(?!{OTHER_CHARACTER})"


def _densest(hits, text):
    """Where the stretch begins that holds the most different words."""
    folded = aligned(text)
    best, most, last = 0, 0, 0
    for first, (start, _) in enumerate(hits):
        last = max(last, first)
        while last < len(hits) and hits[last][1] <= start + LENGTH - LEAD:
            last += 1
        found = len({folded[slice(*hit)] for hit in hits[first:last]})
        if found > most:
            best, most = start, found
    return best
