"""A text as the page 审签 shows it: plain, paragraph by paragraph, quoted words marked."""

import re
from dataclasses import dataclass

from django.db import models

from core.text_diff import plain_lines

MOST_LINES = 2_000


@dataclass(frozen=True)
class Piece:
    text: str
    is_quoted: bool


@dataclass(frozen=True)
class Passage:
    """One field: its label, and its paragraphs as pieces."""

    label: str
    paragraphs: list


def passages_of(obj, quotes) -> list[Passage]:
    """Of every field of words that holds something."""
    wanted = [" ".join(quote.split()) for quote in sorted(quotes, key=len, reverse=True)]
    pattern = re.compile(f"({'|'.join(map(re.escape, wanted))})") if wanted else None
    return [
        Passage(label, [_pieces(line, pattern) for line in lines[:MOST_LINES]])
        for label, lines in _words_of(obj)
    ]


def missing_from(obj, change, quote) -> bool:
    """Whether neither the row nor the change that waits beside it says so in one paragraph."""
    lines = [line for _, found in _words_of(obj) for line in found]
    if change is not None:
        entries = change.patch["fields"].values()
        after = (text for entry in entries for text in entry["after"])
        lines += [line for text in after if isinstance(text, str) for line in plain_lines(text)]
    return not any(quote in line for line in lines)


def _words_of(obj):
    for field in obj._meta.concrete_fields:
        is_words = isinstance(field, models.CharField | models.TextField)
        is_plain = not isinstance(field, models.SlugField | models.URLField)
        is_typed = field.editable and not field.choices
        if not (is_words and is_plain and is_typed):
            continue
        if lines := plain_lines(getattr(obj, field.attname) or ""):
            yield field.verbose_name, lines


def _pieces(line, pattern):
    if pattern is None:
        return [Piece(line, is_quoted=False)]
    parts = pattern.split(line)
    return [Piece(part, bool(place % 2)) for place, part in enumerate(parts) if part]
