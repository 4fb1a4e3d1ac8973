"""The texts of an article, repaired together: one text was damaged by one hand.

Of rich text only the words between tags change; what is as it was stays so byte for byte.
"""

import html
import re
from dataclasses import dataclass, replace

from core.text_diff import IN, OUT, SAME, Paragraph, compare
from news.legacy.damage import damage_notes
from news.repair.repaired_text import Repair, repair
from publishing.richtext import CLEANED_TAG

# Names of persons stay as they are typed.
FIELDS = ("title", "subtitle", "summary", "source", "body")
RICH = frozenset({"body"})
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
        paragraphs = compare(*self.changes[name])
        return [(_side(each, OUT), _side(each, IN)) for each in paragraphs if not each.is_same]


def repaired_article(article) -> RepairedArticle:
    """What an article's texts say once their damage is undone; nothing is stored."""
    parts = {name: _parts(name, getattr(article, name)) for name in FIELDS}
    lines = [_read(name, word) for name, each in parts.items() for word in each[::2]]
    found = repair(lines)
    mended = iter(found.lines)
    changes, shown = {}, []
    for name, each in parts.items():
        before = getattr(article, name)
        each[::2] = [_written(name, word, next(mended)) for word in each[::2]]
        if (after := "".join(each)) != before:
            changes[name] = before, after
        shown += _shown(name, after)
    # A note is of what readers see: an inline tag may stand within a word.
    notes = list(dict.fromkeys([*found.notes, *damage_notes(shown)]))
    return RepairedArticle(changes, replace(found, notes=notes))


def _parts(name, text):
    """Words and tags in turn; plain text is words alone."""
    if name not in RICH:
        return [text]
    words, tags = CLEANED_TAG.split(text), CLEANED_TAG.findall(text)
    parts = [""] * (len(words) + len(tags))
    parts[::2], parts[1::2] = words, tags
    return parts


def _read(name, word):
    return html.unescape(word) if name in RICH else word


def _written(name, word, mended):
    if mended == _read(name, word):
        return word
    return html.escape(mended, quote=False) if name in RICH else mended


def _shown(name, text):
    if name not in RICH:
        return [text]
    lines = CLEANED_TAG.sub(lambda tag: "" if INLINE.match(tag[0]) else "\n", text).split("\n")
    return [html.unescape(line) for line in lines if line.strip()]


def _side(paragraph, kind):
    return Paragraph(tuple(piece for piece in paragraph.pieces if piece.kind in (SAME, kind)))
