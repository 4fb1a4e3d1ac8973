"""The markup of a page: its visible lines, and what its head and elements declare.

The events of a parser are taken one by one: no tree is built, so deep nesting costs nothing.
(trafilatura and GNE were tried: both give breadcrumbs, hotlines and footers of such pages as text,
and neither says how sure it is.)
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from news.legacy.lines import LONGEST_LINE, Line, Place, line_of
from publishing.block_tags import BLOCKS

NOT_TEXT = {
    "script", "style", "noscript", "template", "title", "svg", "iframe", "object", "select",
    "textarea", "button",
}  # fmt: skip
FRAME_TAGS = {"nav", "footer", "aside"}
FRAME_NAMES = {
    "nav", "navbar", "navigation", "mainnav", "topnav", "menu", "footer", "foot", "copyright",
    "sidebar", "friendlink", "friendlinks", "yqlj",
}  # fmt: skip
# Elements that change nothing about the words in them.
PLAIN = (
    (BLOCKS | {"b", "span", "font", "strong"})
    - NOT_TEXT
    - FRAME_TAGS
    - {"tr", "td", "th", "h1", "dt", "dd"}
)
# Elements that stand somewhere of their own, by what their place notes.
NUMBERED = {"tr": "row", "td": "cell", "th": "cell", "h1": "heading"}
# Elements in which content systems of offices put the article's text and nothing else.
CONTAINERS = re.compile(
    r"trs_u?editor|ucapcontent|zoom(?:con)?|vsb_content(?:_\d+)?|v_news_content|js_content|artibody"
    r"|wp_articlecontent|(?:art(?:icle|i)?|news|detail|info|pages|entry|post|text|txt)[-_]?"
    r"(?:content|con|body|txt|text)s?|con(?:tent)?[-_](?:txt|text)|contxt|contenttext|articlebody",
    re.IGNORECASE,
)
# Elements whose words are one fact; the names are ids or itemprops.
NAMED = {"activity-name", "js_name", "publish_time", "headline", "datepublished"}
HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Icons, rules, counters and codes to scan: no pictures of an article.
ORNAMENT = re.compile(
    r"logo|icon|ico\b|/dot|line|arrow|print|close|share|weixin|wechat|weibo|qr|ewm|erweima|blank"
    r"|spacer|space\.gif|count|banner|bg\.|\.ico",
    re.IGNORECASE,
)
FILMS = {"video", "audio", "embed", "iframe", "source"}
SMALLEST_PICTURE = 40
CHINESE_LINE_END = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])"
)
LONGEST_CAPTURE = 2000
# Each line is asked whether it is frame, head or text: what has more would take seconds.
MOST_LINES = 10_000
# The parser looks through all that is open whenever something is closed: so much open at once is
# no page, and what goes deeper is taken for the end of a line.
MOST_TAGS, DEEPEST = 20_000, 1_000
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)\b[^<>]*>", re.IGNORECASE)
CLOSED_BY_THE_NEXT = {
    "p", "li", "dt", "dd", "tr", "td", "th", "option", "br", "hr", "img", "input", "meta", "link",
    "wbr", "col", "area", "source", "param", "base", "embed", "track", "path", "use",
}  # fmt: skip
CAPTURED = {"title", "h1", "time"}
PICTURE, SEAM = "\ufffc", "\x1f"


@dataclass
class Declared:
    """What a page says of itself outside its visible text."""

    title: str = ""
    metas: list[tuple[str, str]] = field(default_factory=list)  # (name, content)
    headings: list[str] = field(default_factory=list)
    named: list[tuple[str, str]] = field(default_factory=list)
    times: list[str] = field(default_factory=list)  # <time datetime pubdate>
    structured: list[str] = field(default_factory=list)  # sources of JSON-LD
    frames: list[str] = field(default_factory=list)


@dataclass
class MarkedPage:
    lines: list[Line] = field(default_factory=list)
    declared: Declared = field(default_factory=Declared)


class _State(NamedTuple):
    """What holds inside an open element."""

    is_hidden: bool = False
    is_link: bool = False
    place: Place = Place()


def read_html(html: str) -> MarkedPage:
    from lxml import etree  # 3 MB that pages of readers do not need

    # The text is decoded already: what a meta tag says about the encoding no longer counts.
    parser = etree.HTMLParser(target=_Reader(), encoding="utf-8", no_network=True)
    flat = _flattened(html.replace(PICTURE, " ").replace(SEAM, " "))
    parser.feed(flat.encode("utf-8", "replace"))
    return parser.close()


def _flattened(html: str) -> str:
    """The page itself, unless it has elements within elements beyond any sense."""
    if html.count("<") < MOST_TAGS:
        return html
    depth = 0

    def kept(tag):
        nonlocal depth
        if tag[2].lower() in CLOSED_BY_THE_NEXT:
            return tag[0]
        is_deep = depth >= DEEPEST + bool(tag[1])
        depth = max(0, depth - 1) if tag[1] else depth + 1
        return "<br>" if is_deep else tag[0]

    return TAG.sub(kept, html)


def _names_of(attributes) -> list[str]:
    return f"{attributes.get('id', '')} {attributes.get('class', '')}".lower().split()


class _Reader:
    def __init__(self):
        self.page = MarkedPage()
        self.states = [_State()]
        self.words, self.linked = [], 0
        self.pictures, self.pictures_in = [], 0
        self.capture: list[str] | None = None
        self.capture_end, self.capture_names = 0, ()
        self.number = self.term = 0

    # Events of the parser.

    def start(self, tag, attributes):
        self._part(tag)
        if not attributes and tag in PLAIN:
            self.states.append(self.states[-1])
            return
        if attributes:
            self._note(tag, attributes)
        self.states.append(self._within(tag, attributes))
        if tag == "img" and not self.states[-1].is_hidden:
            self._picture(attributes)
        elif tag in FILMS and attributes.get("src") and not self.states[-2].is_hidden:
            self._left_out(attributes["src"])
        if self.capture is None and (attributes or tag in CAPTURED):
            self._begin_capture(tag, attributes)

    def end(self, tag):
        self._end_capture()
        self._part(tag)
        self.states.pop()

    def data(self, text):
        state = self.states[-1]
        if self.capture is not None and len(self.capture) < LONGEST_CAPTURE:
            self.capture.append(text)
        if not state.is_hidden:
            self.words.append(text)
            self.linked += len("".join(text.split())) if state.is_link else 0

    def close(self):
        self._end_line()
        return self.page

    # What they mean.

    def _part(self, tag):
        """The end of a line, or a seam within it, where a style sheet may show a gap."""
        if tag in BLOCKS:
            self._end_line()
        elif self.words and tag != "img":
            self.words.append(SEAM)

    def _within(self, tag, attributes) -> _State:
        state, place = self.states[-1], self.states[-1].place
        names = _names_of(attributes) if attributes else ()
        if not place.container and any(map(CONTAINERS.fullmatch, names)):
            place = place._replace(container=self._next(), is_frame=False)
        elif tag in FRAME_TAGS or not FRAME_NAMES.isdisjoint(names):
            place = place._replace(is_frame=True)
        if tag in NUMBERED:
            place = place._replace(**{NUMBERED[tag]: self._next()})
        if tag in {"dt", "dd"}:
            # A term and what is said of it are a row of two.
            self.term = self._next() if tag == "dt" else self.term
            place = place._replace(row=self.term)
        is_hidden = state.is_hidden or tag in NOT_TEXT
        if attributes and not is_hidden:
            is_hidden = "hidden" in attributes or bool(HIDDEN.search(attributes.get("style", "")))
        return _State(is_hidden, state.is_link or tag == "a", place)

    def _next(self):
        self.number += 1
        return self.number

    def _note(self, tag, attributes):
        declared = self.page.declared
        if tag == "meta":
            name = (
                attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
            )
            if name and attributes.get("content", "").strip():
                declared.metas.append((name.strip(), _clean(attributes["content"])))
        elif tag in {"frame", "iframe"} and attributes.get("src"):
            declared.frames.append(attributes["src"])
        elif tag == "time" and attributes.get("datetime"):
            declared.times.append(attributes["datetime"])

    def _begin_capture(self, tag, attributes):
        names = {attributes.get("id", "").lower(), attributes.get("itemprop", "").lower()} & NAMED
        if tag == "script" and "ld+json" in attributes.get("type", ""):
            names = {"ld+json"}
        elif tag == "title" and not self.states[-2].is_hidden:
            names = {"title"}
        elif tag == "h1" and not self.states[-1].is_hidden:
            names |= {"h1"}
        elif tag == "time" and not attributes.get("datetime"):
            names |= {"time"}
        if names:
            self.capture, self.capture_end, self.capture_names = [], len(self.states), names

    def _end_capture(self):
        if self.capture is None or len(self.states) != self.capture_end:
            return
        words, declared = "".join(self.capture), self.page.declared
        self.capture = None
        for name in self.capture_names:
            if name == "title":
                declared.title = declared.title or _clean(words)
            elif name == "h1":
                declared.headings += filter(None, [_clean(words)])
            elif name == "ld+json":
                declared.structured.append(words)
            elif name == "time":
                declared.times.append(_clean(words))
            else:
                declared.named.append((name, _clean(words)))

    def _picture(self, attributes):
        source = attributes.get("src") or attributes.get("data-src") or ""
        sizes = (attributes.get("width", ""), attributes.get("height", ""))
        is_small = any(size.isdigit() and int(size) < SMALLEST_PICTURE for size in sizes)
        if not source or ORNAMENT.search(source):
            return
        self.words.append(PICTURE)
        if not is_small:
            self._left_out(source)

    def _left_out(self, source):
        self.pictures.append(source)
        self.pictures_in = self.states[-1].place.container

    def _end_line(self):
        if not self.words:
            return
        seamed, linked = "".join(self.words), self.linked
        self.words, self.linked = [], 0
        if len(self.page.lines) > MOST_LINES:  # too many by now, whatever else follows
            return
        raw, place = _unwrapped(seamed.replace(SEAM, "")), self.states[-1].place
        line = line_of(raw.replace(PICTURE, ""), place=place)
        if not line:
            return
        if len(line) <= LONGEST_LINE:
            line.parted = _clean(seamed.replace(SEAM, " ").replace(PICTURE, ""))
        if has_picture_for_word(raw):
            line.source = raw
        line.link_share = linked / max(1, len("".join(line.split())))
        line.pictures = tuple(self._pictures_for(place))
        self.page.lines.append(line)

    def _pictures_for(self, place):
        """Pictures since the last line; those at the end of a container belong to its last line."""
        pictures, self.pictures = self.pictures, []
        if pictures and self.pictures_in != place.container and self.page.lines:
            self.page.lines[-1].pictures += tuple(pictures)
            return ()
        return pictures


def has_picture_for_word(raw: str) -> bool:
    """Whether a picture stands within a sentence, as those of rare characters do."""
    return bool(re.search(rf"[\u3400-\u9fff]{PICTURE}[\u3400-\u9fff]", raw))


def _clean(text: str) -> str:
    return str(line_of(_unwrapped(text)))


def _unwrapped(text):
    """Line ends in a page's source mean nothing: none between Chinese words, else a blank."""
    lines = (line.strip(" \t\r\xa0\u3000") for line in text.split("\n"))
    return CHINESE_LINE_END.sub("", "\n".join(filter(None, lines))).replace("\n", " ")
