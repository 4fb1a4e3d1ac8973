"""The texts of an article, repaired together: one text was damaged by one hand.

Of rich text only words change, between tags and in what they say of pictures and links; what is as
it was stays so byte for byte.
"""

import html
import re
from dataclasses import dataclass, replace

from core.text_diff import IN, OUT, SAME, Paragraph, compare
from news.legacy.damage import damage_notes
from news.repair.repaired_text import Repair, repair
from publishing.richtext import CLEANED_TAG

# Names of persons stay as they are typed.
FIELDS = ("title", "subtitle", "summary", "source", "cover_alt", "body")
RICH, CAPTIONS = frozenset({"body"}), frozenset({"cover_alt"})
ATTRIBUTE = re.compile(r'\s([\w-]+)="([^"]*)"')
IN_WORDS = frozenset({"alt", "title"})
INLINE = re.compile(r"</?(?:a|em|strong|s|sub|sup|u)\b")


@dataclass(frozen=True)
class RepairedArticle:
    """`changes`: {field: (as it stands, repaired)} of the fields that differ."""

    changes: dict[str, tuple[str, str]]
    found: Repair

    def __bool__(self):
        return bool(self.changes)

    @property
    def summary(self) -> str:
        """In a line, for logs: how sure it is, and what was done."""
        steps = "、".join(f"{name} {count} 处" for name, count in self.found.steps.items())
        return f"得分 {self.found.score}：{steps or '没有能修的'}"

    def sides(self, name) -> list[tuple[Paragraph, Paragraph]]:
        """Paragraphs of one field that differ: as they stand, and repaired."""
        before, after = self.changes[name]
        paragraphs = compare(before, after, has_pictures=False)
        if name in RICH:
            values = zip(_values(before), _values(after), strict=True)
            paragraphs += [each for pair in values for each in compare(*pair)]
        return [(_side(each, OUT), _side(each, IN)) for each in paragraphs if not each.is_same]


def repaired_article(article) -> RepairedArticle:
    """What an article's texts say once their damage is undone; nothing is stored."""
    parts = {name: _parts(name, getattr(article, name)) for name in FIELDS}
    lines, captions = [], []
    for name, each in parts.items():
        for place in range(0, len(each), 2):
            if name in CAPTIONS or _is_value(each, place):
                captions.append(len(lines))
            lines.append(_read(name, each[place]))
    found = repair(lines, captions=frozenset(captions))
    mended = iter(found.lines)
    changes, shown = {}, []
    for name, each in parts.items():
        before = getattr(article, name)
        for place in range(0, len(each), 2):
            each[place] = _written(name, each, place, next(mended))
        if (after := "".join(each)) != before:
            changes[name] = before, after
        shown += _shown(name, after)
    # A note is of what readers see: an inline tag may stand within a word.
    notes = list(dict.fromkeys([*found.notes, *damage_notes(shown)]))
    return RepairedArticle(changes, replace(found, notes=notes))


def _parts(name, text):
    """Words and markup in turn; plain text is words alone."""
    if name not in RICH:
        return [text]
    parts, end = [], 0
    for start, stop in _markup(text):
        parts += [text[end:start], text[start:stop]]
        end = stop
    return [*parts, text[end:]]


def _markup(text):
    """Where tags stand, those in pieces that hold words for people."""
    for tag in CLEANED_TAG.finditer(text):
        start = tag.start()
        for attribute in ATTRIBUTE.finditer(text, tag.start(), tag.end()):
            if attribute[1] in IN_WORDS:
                yield start, attribute.start(2)
                start = attribute.end(2)
        yield start, tag.end()


def _is_value(parts, place):
    return place > 0 and parts[place - 1].endswith('="')


def _values(text):
    parts = _parts("body", text)
    return [parts[place] for place in range(0, len(parts), 2) if _is_value(parts, place)]


def _read(name, word):
    return html.unescape(word) if name in RICH else word


def _written(name, parts, place, mended):
    word = parts[place]
    if mended == _read(name, word):
        return word
    text = html.escape(mended, quote=False) if name in RICH else mended
    return text.replace('"', "&quot;") if _is_value(parts, place) else text


def _shown(name, text):
    if name not in RICH:
        return [] if name in CAPTIONS else [text]
    lines = CLEANED_TAG.sub(lambda tag: "" if INLINE.match(tag[0]) else "\n", text).split("\n")
    return [html.unescape(line) for line in lines if line.strip()]


def _side(paragraph, kind):
    return Paragraph(tuple(piece for piece in paragraph.pieces if piece.kind in (SAME, kind)))
