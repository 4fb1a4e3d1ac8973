"""What a paste leaves behind and a page should not have: taken away when a text is saved.

Word, WPS, 公众号 and web pages bring blanks for indents, empty paragraphs, typed numbers, headings
of tables in bold and links that lead nowhere. Each rule says how often it was needed, so that
whoever saves can be told. A text that needs none of them stays as it is, and what was tidied once
needs none any more.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from publishing.missing_pictures import (
    MOST,
    Place,
    drawn,
    is_dot,
    is_missing,
    place_in,
    words_of,
)
from publishing.richtext import sanitise
from publishing.table_heads import give_head
from publishing.text_tree import Element, all_elements, parsed, rendered
from publishing.typed_lists import listed, rows_of

INLINE = frozenset(["strong", "em", "u", "s", "sub", "sup", "a"])
PARAGRAPHS = frozenset(["p", "h2", "h3", "h4"])
WITH_INDENTS = PARAGRAPHS | {"li", "td", "th", "caption", "figcaption"}
WITH_LISTS = frozenset(["", "blockquote", "td", "th", "li"])
BLANK = r"(?:&nbsp;|[\s\u2000-\u200b\u3000\ufeff])"
# Those that a browser shows: line ends of the source are none.
SHOWN = r"(?:&nbsp;|[\u2000-\u200b\u3000\ufeff])"
LEADING = re.compile(rf"\s*{SHOWN}{BLANK}*")
ONLY_BLANK = re.compile(rf"{BLANK}*")
INDENT = re.compile(r"\s*(?:\u3000\u3000|(?:&nbsp;\s?){3})")
NBSP = "&nbsp;"
WIDE = frozenset("\u3000\ufeff") | {chr(code) for code in range(0x2000, 0x200C)}
NO_TARGET = re.compile(r'\shref="(?:\s*|#|#_[^"]*|about:blank)"')
PASSES = 4
SAID = {
    "indents": "去掉了 {} 处段首、段尾的空格",
    "breaks": "把 {} 处换行分成了段落",
    "empties": "去掉了 {} 个空段落",
    "lists": "把 {} 处手打的编号改成了列表",
    "headings": "把 {} 个表格的首行改成了表头",
    "links": "去掉了 {} 个没有地址的链接（字还在）",
}


@dataclass(frozen=True)
class Tidied:
    """`counts`: how often each rule was needed, by the keys of SAID; `places`: new ones."""

    html: str
    counts: Counter = field(default_factory=Counter)
    places: tuple[Place, ...] = ()

    @property
    def sentence(self) -> str:
        return "，".join(
            words.format(self.counts[name]) for name, words in SAID.items() if self.counts[name]
        )


def tidied(html: str) -> Tidied:
    """Of whatever was sent; saving the result changes nothing in it."""
    cleaned, counts, places = sanitise(html), Counter(), []
    for _ in range(PASSES):
        if "<" not in cleaned:
            break
        tidying = _Tidying(parsed(cleaned))
        tidying.run()
        result = rendered(tidying.root)
        if result == cleaned:
            break
        cleaned = sanitise(result)
        counts += tidying.counts
        places += tidying.places
    return Tidied(cleaned, counts, tuple(places))


class _Tidying:
    """One reading of a text, from the innermost out; each rule helps the next."""

    def __init__(self, root):
        self.root, self.counts, self.places = root, Counter(), []

    def run(self):
        self._mark_missing_pictures()
        for element in reversed(all_elements(self.root)):
            self._unwrap_links(element)
            self._split(element)
            self._strip(element)
            self._drop_empty(element)
            self._list(element)
            if element.name == "table":
                self.counts["headings"] += give_head(element)

    def _mark_missing_pictures(self):
        """A number that a place has stays its own; the next one is free."""
        pictures = [each for each in all_elements(self.root) if each.name == "img"]
        taken = {place.number for each in pictures if (place := place_in(each.tag))}
        number = max(taken, default=0)
        for element in pictures:
            if not is_missing(element.tag) or place_in(element.tag):
                continue
            if is_dot(element.tag) or number >= MOST:
                element.name, element.tag = "gone", ""
                continue
            number += 1
            place = Place(number, words_of(element.tag))
            element.tag = drawn(place)
            self.places.append(place)

    def _unwrap_links(self, block):
        """Nor what was taken away stays; children of an unwrapped link move up to its place."""
        if not any(each.name in {"a", "gone"} for each in block.elements()):
            return
        result = []
        for child in block.children:
            if not isinstance(child, Element) or child.name not in {"a", "gone"}:
                result.append(child)
            elif child.name == "a" and (not child.has("href") or NO_TARGET.search(child.tag)):
                self.counts["links"] += 1
                result += child.children
            elif child.name == "a":
                result.append(child)
        block.children = result

    def _split(self, block):
        """Paragraphs that only line breaks keep apart: two of them, or one and an indent."""
        result = []
        for child in block.children:
            is_paragraph = isinstance(child, Element) and child.name == "p"
            has_breaks = is_paragraph and any(each.name == "br" for each in child.elements())
            parts = _parted(child) if has_breaks else [child]
            self.counts["breaks"] += len(parts) - 1
            result += parts
        block.children = result

    def _strip(self, block):
        for child in block.children:
            if isinstance(child, Element) and child.name in WITH_INDENTS and not _is_empty(child):
                self.counts["indents"] += _strip_end(child, 0) + _strip_end(child, -1)

    def _drop_empty(self, block):
        kept = [child for child in block.children if not _is_empty_paragraph(child)]
        if len(kept) == len(block.children):
            return
        self.counts["empties"] += len(block.children) - len(kept)
        has_words = any(isinstance(each, Element) or each.strip() for each in kept)
        block.children = kept if has_words or block.name not in {"td", "th"} else ["&nbsp;"]

    def _list(self, block):
        if block.name in WITH_LISTS:
            block.children, found = listed(block.children)
            self.counts["lists"] += found


def _parted(paragraph) -> list:
    lines, breaks, is_split = [[]], 0, False
    for child in paragraph.children:
        if isinstance(child, Element) and child.name == "br":
            breaks += 1
            continue
        if isinstance(child, str) and breaks and not child.strip():
            continue  # the source's own line end behind the break
        is_new = breaks > 1 or (breaks and isinstance(child, str) and INDENT.match(child))
        if is_new and lines[-1]:
            lines.append([])
            is_split = True
        elif breaks:
            lines[-1] += [Element("br", "<br>") for _ in range(breaks)]
        breaks = 0
        lines[-1].append(child)
    if not is_split:
        return _typed_lines(paragraph)
    return [Element("p", paragraph.tag, line) for line in lines]


def _typed_lines(paragraph) -> list:
    """A paragraph whose lines are a typed list; else the paragraph itself."""
    lines = [[]]
    for child in paragraph.children:
        if isinstance(child, Element) and child.name == "br":
            lines.append([])
        else:
            lines[-1].append(child)
    parts = [Element("p", paragraph.tag, line) for line in lines]
    is_list = len(parts) > 1 and rows_of(parts) == [list(range(len(parts)))]
    return parts if is_list else [paragraph]


def _strip_end(block, end: int) -> int:
    """Takes blanks and line breaks from the beginning (0) or the end (-1); whether there were."""
    found, path = 0, [block]
    while path:
        place = path[-1]
        if not place.children:
            path.pop()
            if path:
                del path[-1].children[end]
            continue
        child = place.children[end]
        if isinstance(child, str):
            rest = _without_lead(child) if end == 0 else _without_tail(child)
            found |= rest != child
            if rest:
                place.children[end] = rest
                break
            del place.children[end]
        elif child.name == "br":
            found = 1
            del place.children[end]
        elif child.name in INLINE:
            path.append(child)
        else:
            break
    return found


def _without_lead(words):
    found = LEADING.match(words)
    return words[found.end() :] if found else words


def _without_tail(words):
    end, is_shown = len(words), False
    while end:
        if words.endswith(NBSP, 0, end):
            end, is_shown = end - len(NBSP), True
        elif words[end - 1] in WIDE:
            end, is_shown = end - 1, True
        elif words[end - 1].isspace():
            end -= 1
        else:
            break
    return words[:end] if is_shown else words


def _is_empty(block) -> bool:
    """Of an item or cell: nothing but blanks and line breaks directly in it."""
    return all(
        child.name == "br" if isinstance(child, Element) else ONLY_BLANK.fullmatch(child)
        for child in block.children
    )


def _is_empty_paragraph(child) -> bool:
    if not isinstance(child, Element) or child.name not in PARAGRAPHS:
        return False
    within = all_elements(child)
    return not any(each.name in {"img", "hr"} for each in within) and all(
        ONLY_BLANK.fullmatch(words)
        for each in within
        for words in each.children
        if isinstance(words, str)
    )
