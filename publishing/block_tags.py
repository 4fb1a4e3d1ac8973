"""Elements that stand on lines of their own: those we do not keep become paragraphs.

What is taken away must leave its line ends behind, or the words of two paragraphs run together.
Everything else outside the allow-list is inline and vanishes without a trace: `o:p` of a word
processor, `font`, elements nobody has heard of; a browser shows those within the line, too.
"""

import re
from typing import NamedTuple

# Blocks that rich text does not hold.
DISSOLVED = frozenset(
    ["address", "article", "aside", "blockcode", "dd", "details", "dialog", "div", "dl", "dt"]
    + ["fieldset", "footer", "form", "header", "hgroup", "legend", "listing", "main", "marquee"]
    + ["nav", "optgroup", "option", "pre", "search", "section", "select", "summary"]
)
# Blocks that it holds.
KEPT = frozenset(
    ["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "figure", "figcaption"]
    + ["table", "caption", "thead", "tbody", "tr", "th", "td"]
)
# All that end a line, under the names that old pages have for them, too.
BLOCKS = (
    DISSOLVED
    | KEPT
    | frozenset(["br", "hr", "center", "dir", "menu", "h1", "h5", "h6", "body", "html"])
)
VOID = frozenset(["br", "hr", "img"])
# No paragraph may stand inside; within a heading a line break does.
CLOSED_TO_PARAGRAPHS = frozenset(["p", "h2", "h3", "h4", "figure"])
ALIGNED = CLOSED_TO_PARAGRAPHS - {"figure"}
KEEPS_LINES = frozenset(["pre", "listing"])
# A span that a style sheet made a block, as layouts of 公众号 do; publishing.richtext marks it so.
BLOCK_SPAN = "span"

_NAMES = "|".join(sorted(DISSOLVED))
HAS_DISSOLVED = re.compile(
    rf"<(?:{_NAMES})(?=[\s/>])|<span\b[^<>]*?\bdisplay\s*:\s*(?:block|flex|table|list-item)",
    re.IGNORECASE,
)
# Where a blank belongs when only the words are wanted.
LINE_END = re.compile(rf"<(?=/?(?:{'|'.join(sorted(BLOCKS))})\b)", re.IGNORECASE)
TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:\s+[^\s=>]+="[^"]*")*)\s*>|[^<]+|<')
INLINE_NAME = re.compile(r"<(\w+)")
EMPTY_END = re.compile(r"(?:<br>|\s)+</(?=p>)")
BLANK = re.compile(r"(?:\s|&nbsp;)*")


def as_paragraphs(html: str) -> str:
    """Well-formed HTML (the output of a parser) in which DISSOLVED elements are paragraphs."""
    rewriter = _Rewriter()
    for token in TOKEN.finditer(html):
        slash, name, attributes = token.groups()
        if name is None:
            rewriter.text(token[0])
        elif slash:
            rewriter.end(name)
        elif name in VOID:
            rewriter.void(name, token[0])
        else:
            rewriter.start(name, attributes)
    return rewriter.close()


class _Place(NamedTuple):
    """An open element, and what it means for the words inside it."""

    name: str = ""
    inline: tuple[str, ...] = ()  # start tags that must stand around words here
    wants_paragraph: bool = True  # words stand directly in a dissolved block, or in nothing
    closed_by: str = ""  # the element around that no paragraph may stand in
    alignment: str = ""  # class attribute of the nearest dissolved block that has one
    keeps_lines: bool = False
    is_dissolved: bool = False


def _within(around: _Place, name: str, attributes: str) -> _Place:
    if name in KEPT:
        closed_by = name if name in CLOSED_TO_PARAGRAPHS else around.closed_by
        return around._replace(
            name=name, wants_paragraph=False, closed_by=closed_by, is_dissolved=False
        )
    if _is_dissolved(name, attributes):
        return around._replace(
            name=name,
            wants_paragraph=not around.closed_by,
            alignment=attributes if "align-" in attributes else around.alignment,
            keeps_lines=around.keeps_lines or name in KEEPS_LINES,
            is_dissolved=True,
        )
    if name == BLOCK_SPAN:
        return around._replace(name=name, is_dissolved=False)
    inline = (*around.inline, f"<{name}{attributes}>")
    return around._replace(name=name, inline=inline, is_dissolved=False)


def _is_dissolved(name, attributes) -> bool:
    return name in DISSOLVED or (name == BLOCK_SPAN and bool(attributes))


class _Rewriter:
    """Takes a document piece by piece; writes paragraphs only where words need them.

    Inline elements are written when their first word comes, so that one which holds several
    blocks is opened anew in each of them.
    """

    def __init__(self):
        self.parts = []
        self.open = [_Place()]  # in the source
        self.inline = []  # start tags of the inline elements open in the result
        self.is_paragraph_ours = False
        self.has_words = self.owes_line_end = False  # within the heading or paragraph around

    def start(self, name, attributes):
        place = _within(self.open[-1], name, attributes)
        if name in KEPT:
            self._end_block()
            self.parts.append(f"<{name}{self._aligned(name, attributes)}>")
        elif place.is_dissolved:
            self._end_line()
        self.open.append(place)

    def end(self, name):
        place = self.open.pop()
        if name in KEPT:
            self._end_block()
            self.parts.append(f"</{name}>")
        elif place.is_dissolved:
            self._end_line()
        elif len(self.inline) > len(self.open[-1].inline):
            self._close_inline()

    def void(self, name, source):
        if name == "hr":
            self._end_block()
            self.parts.append(source)
        elif name == "img":
            self._word(source)
        elif self.is_paragraph_ours or not self.open[-1].wants_paragraph:
            self.parts.append(source)

    def text(self, words):
        lines = words.split("\n") if self.open[-1].keeps_lines else [words]
        for number, line in enumerate(lines):
            if number:
                self.void("br", "<br>")
            if not BLANK.fullmatch(line):
                self._word(line)
            elif self.is_paragraph_ours or not self.open[-1].wants_paragraph:
                self.parts.append(line)

    def close(self):
        self._end_block()
        return EMPTY_END.sub("</", "".join(self.parts)).replace("<p></p>", "")

    def _word(self, source):
        """A word or picture with everything that must stand around it."""
        place = self.open[-1]
        if place.wants_paragraph and not self.is_paragraph_ours:
            self.parts.append(f"<p{place.alignment}>")
            self.is_paragraph_ours = True
        elif self.owes_line_end:
            self.parts.append("<br>")
            self.owes_line_end = False
        for tag in place.inline[len(self.inline) :]:
            self.parts.append(tag)
            self.inline.append(tag)
        self.parts.append(source)
        self.has_words = True

    def _end_line(self):
        while self.inline:
            self._close_inline()
        if self.is_paragraph_ours:
            self.parts.append("</p>")
            self.is_paragraph_ours = False
        self.owes_line_end = self.has_words and self.open[-1].closed_by in ALIGNED

    def _end_block(self):
        self._end_line()
        self.has_words = self.owes_line_end = False

    def _close_inline(self):
        name = INLINE_NAME.match(self.inline.pop())[1]
        self.parts.append(f"</{name}>")

    def _aligned(self, name, attributes):
        """A paragraph stands as the nearest dissolved block around it, unless it says how."""
        return attributes or (self.open[-1].alignment if name in ALIGNED else "")
