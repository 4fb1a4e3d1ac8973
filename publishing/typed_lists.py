"""Lists whose numbers or dots somebody typed: which paragraphs are one, and what stays text.

A number counts only in its row: paragraphs side by side that begin with 1, 2, 3 in one spelling.
Where the row goes on behind other words (一、… and a paragraph under it, then 二、…), the numbers
head what stands below them and stay as they are typed.
"""

import re
from typing import NamedTuple

from publishing.text_tree import Element, made

HAN = "一二三四五六七八九十"
BLANKS = r"(?:&nbsp;|[\s\u2002\u2003\u3000])*"
# Spelling → how the list shows it. A decimal point is no mark: 1.5 万平方米.
SPELLINGS = {
    "point": (rf"(\d{{1,2}})[.．](?![\d.．]){BLANKS}", ""),
    "comma": (rf"(\d{{1,2}})、{BLANKS}", ""),
    "bracket": (rf"(\d{{1,2}})[)）]{BLANKS}", ""),
    "brackets": (rf"[(（](\d{{1,2}})[)）]{BLANKS}", "brackets"),
    "han": (rf"([{HAN}]{{1,3}})、{BLANKS}", "han"),
    "han in brackets": (rf"[(（]([{HAN}]{{1,3}})[)）]{BLANKS}", "han-brackets"),
    "dot": (rf"([●○■□◆◇▪•➢✓])(?!\1){BLANKS}|([·–-])(?:&nbsp;|[\s\u2002\u2003\u3000])+", ""),
}
MARKS = {name: re.compile(rf"\s*(?:{pattern})") for name, (pattern, _) in SPELLINGS.items()}
BEGINNING = re.compile(rf"\s*[\d(（●○■□◆◇▪•➢✓·–\-{HAN}]")
INLINE = frozenset(["strong", "em", "u"])
FEWEST = 2
UNLIKE_A_LIST = ("align-center", "align-right")


class Mark(NamedTuple):
    """At the head of a paragraph; `depth` says within how many inline elements."""

    spelling: str
    number: int  # 0 of a dot
    length: int
    depth: int


def number_of(written: str) -> int:
    """1 for 1 or 一; 12 for 十二; 0 for what is none (十十)."""
    if written.isdecimal():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    if not ten:
        tens, ones = "", written
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    ten_value = (HAN.index(tens) + 1 if tens else 1) * 10 if ten else 0
    return ten_value + (HAN.index(ones) + 1 if ones else 0)


def mark_of(paragraph) -> Mark | None:
    """Of a paragraph that could be an item; one in bold from end to end is a heading."""
    if not isinstance(paragraph, Element) or paragraph.name != "p":
        return None
    if any(word in paragraph.tag for word in UNLIKE_A_LIST):
        return None
    words, depth = _first_words(paragraph)
    if not BEGINNING.match(words):
        return None
    for spelling, pattern in MARKS.items():
        if found := pattern.match(words):
            is_bold = depth and len(paragraph.children) == 1
            number = 0 if spelling == "dot" else number_of(found[1])
            if is_bold or (not number and spelling != "dot"):
                return None
            return Mark(spelling, number, found.end(), depth)
    return None


def _first_words(paragraph):
    place, depth = paragraph, 0
    while place.children and isinstance(place.children[0], Element):
        place = place.children[0]
        if place.name not in INLINE:
            return "", depth
        depth += 1
    return (place.children[0] if place.children else ""), depth


def rows_of(children: list) -> list[list[int]]:
    """Places of the paragraphs of each list that was typed among the children of one block."""
    marks = {at: mark for at, child in enumerate(children) if (mark := mark_of(child))}
    if len(marks) < FEWEST:
        return []
    rows = _rows(children, marks)
    going_on = _going_on(rows, marks)
    return [
        row
        for row in rows
        if len(row) >= FEWEST
        and tuple(row) not in going_on
        and all(_has_more(children[at], marks[at]) for at in row)
    ]


def listed(children: list) -> tuple[list, int]:
    """The children of one block with lists in place of their paragraphs, and how many lists."""
    rows = {row[0]: row for row in rows_of(children)}
    if not rows:
        return children, 0
    result, at = [], 0
    while at < len(children):
        if at in rows:
            row = rows[at]
            result.append(_list_of([(children[place], mark_of(children[place])) for place in row]))
            at = row[-1]
        else:
            result.append(children[at])
        at += 1
    return result, len(rows)


def _rows(children, marks) -> list[list[int]]:
    """Marked paragraphs side by side in one spelling, each number one more than the last."""
    rows = []
    for at, mark in marks.items():
        last = rows[-1][-1] if rows else None
        if last is not None and _follows(mark, marks[last]) and _only_blank(children, last, at):
            rows[-1].append(at)
        else:
            rows.append([at])
    return rows


def _follows(mark, before):
    step = 0 if mark.spelling == "dot" else 1
    return mark.spelling == before.spelling and mark.number == before.number + step


def _only_blank(children, start, end):
    """Steps over line breaks of the source only; looks at most at the first other thing."""
    for child in children[start + 1 : end]:
        if not isinstance(child, str) or child.strip():
            return False
    return True


def _going_on(rows, marks) -> set[tuple[int, ...]]:
    """Rows of numbers that begin before, or go on behind, what stands between."""
    found, last = set(), {}
    for row in rows:
        first = marks[row[0]]
        if first.spelling == "dot":
            continue
        if first.number > 1:
            found.add(tuple(row))
            before = last.get(first.spelling)
            if before and marks[before[-1]].number + 1 == first.number:
                found.add(tuple(before))
        last[first.spelling] = row
    return found


def _has_more(paragraph, mark):
    """Whether anything stands beside the mark."""
    words, _ = _first_words(paragraph)
    place = paragraph
    while isinstance(place, Element):
        if len(place.children) > 1:
            return True
        place = place.children[0]
    return bool(words[mark.length :].strip())


def _list_of(items) -> Element:
    spelling = items[0][1].spelling
    shown = SPELLINGS[spelling][1]
    name = "ul" if spelling == "dot" else "ol"
    return made(
        name,
        [made("li", _without_mark(paragraph, mark)) for paragraph, mark in items],
        f' class="{shown}"' if shown else "",
    )


def _without_mark(paragraph, mark):
    place = paragraph
    for _ in range(mark.depth):
        place = place.children[0]
    place.children[0] = place.children[0][mark.length :]
    return paragraph.children
