"""A text as the page 审签 shows it: plain, paragraph by paragraph, quoted words marked."""

import re
from dataclasses import dataclass

from django.db import models

from core.text_diff import plain_lines

MOST_LINES = 2_000


@dataclass(frozen=True)
class Piece:
    """`place`: where a finding leads to; the first of the same words has it."""

    text: str
    is_quoted: bool
    place: str = ""


@dataclass(frozen=True)
class Passage:
    """One field: its name and label, and its paragraphs as pieces."""

    name: str
    label: str
    paragraphs: list


def passages_of(obj, quotes, findings=()) -> list[Passage]:
    """Of every field of words that holds something; quotes and what checks found are marked."""
    passages = []
    for field, lines in _words_of(obj):
        places = {}
        for finding in findings:
            if finding.field == field.name and finding.piece:
                places.setdefault(_folded(finding.piece), finding.place)
        wanted = {_folded(quote) for quote in quotes} | places.keys()
        pattern = _pattern(wanted - {""})
        paragraphs = [_pieces(line, pattern, places) for line in lines[:MOST_LINES]]
        passages.append(Passage(field.name, field.verbose_name, paragraphs))
    return passages


def places_in(passages) -> set[str]:
    """Where findings can lead to."""
    return {
        piece.place
        for passage in passages
        for paragraph in passage.paragraphs
        for piece in paragraph
        if piece.place
    }


def _folded(words) -> str:
    return " ".join(words.split())


def _pattern(wanted):
    longest_first = sorted(wanted, key=len, reverse=True)
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})") if wanted else None


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
        is_words = isinstance(field, models.CharField | models.TextField | models.JSONField)
        is_plain = not isinstance(field, models.SlugField | models.URLField)
        is_typed = field.editable and not field.choices
        if not (is_words and is_plain and is_typed):
            continue
        value = getattr(obj, field.attname) or ""
        if isinstance(value, list):  # a line each
            value = "\n".join(line for line in value if isinstance(line, str))
        if isinstance(value, str) and (lines := plain_lines(value)):
            yield field, lines


def _pieces(line, pattern, places):
    if pattern is None:
        return [Piece(line, is_quoted=False)]
    parts = pattern.split(line)
    return [
        Piece(part, bool(number % 2), places.pop(part, "") if number % 2 else "")
        for number, part in enumerate(parts)
        if part
    ]
