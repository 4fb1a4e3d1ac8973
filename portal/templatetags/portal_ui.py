"""Template words every page uses: icons, readable headings, numbers with units, pager, JSON-LD."""

import json
import re
from decimal import Decimal
from functools import lru_cache

import rjieba
from django import template
from django.template.base import TextNode
from django.templatetags.static import static
from django.utils.dateformat import format as date_format
from django.utils.html import format_html, format_html_join, html_safe
from django.utils.timezone import template_localtime

from core.person_names import person_name
from parks.display_values import UNKNOWN, number

register = template.Library()
register.filter("person_name", person_name)

NO_BREAK_SPACE = "\u00a0"
MOST_DECIMALS = 6
NUMBER_THEN_UNIT = re.compile(
    r"(?<=\d) (?=[\u4e00-\u9fff%㎡]|(?:km|kV|kVA|kW|kWh|kPa|MPa|MB|KB|m³|m²|m)\b)"
)
# A lone character, a number or punctuation stays with the word before it.
STICKS_TO_PREVIOUS = re.compile(r".?$|[\d\W]", re.DOTALL)
# An opening mark or a Latin run keeps the word after it.
KEEPS_NEXT = re.compile(r"[“‘《〈【〔（(\s]$|^[\dA-Za-z .\-]+$")
CODE = re.compile(r"([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)")
LINE_BREAK = re.compile(r"\s*\n\s*", re.ASCII)  # a full-width space is text
HTML_TAG_EDGE = re.compile(r"(?=<)|(?<=>)")
JSON = json.JSONEncoder(ensure_ascii=False, default=str)
JSON_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
@lru_cache(maxsize=256)
def icon(name, size=""):
    """Decorative icon from the sprite (size "lg" in tiles); the words beside it carry it."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#i-{}"/></svg>',
        f" icon--{size}" if size else "",
        static("img/icons.svg"),
        name,
    )


@register.filter
def addends(value):
    """What its figures stand for: 245 → "200 40 5", 0.078 → "0.07 0.008" (css/accents.css)."""
    _, figures, last = Decimal(value).as_tuple()
    places = range(last + len(figures) - 1, last - 1, -1)
    pairs = zip(figures, places, strict=True)
    return " ".join(f"{Decimal(figure).scaleb(place):f}" for figure, place in pairs if figure)


@register.filter
def ph(text):
    """Allow line breaks in a Chinese heading only between words (with word-break: keep-all)."""
    return breakable(nbsp(text or ""))


@lru_cache(maxsize=2048)
def breakable(text):
    first, *rest = map(_with_whole_codes, whole_words(text) or [""])
    return format_html("{}{}", first, format_html_join("", "<wbr>{}", ((word,) for word in rest)))


def _with_whole_codes(word):
    """A-12 is never broken at its hyphen."""
    pieces = CODE.split(word)
    if len(pieces) == 1:
        return word
    drawn = (('<span class="u-nb">{}</span>' if n % 2 else "{}", p) for n, p in enumerate(pieces))
    return format_html_join("", "{}", ((format_html(form, piece),) for form, piece in drawn))


def whole_words(text):
    """Words of `text` in order, with lone characters, figures and punctuation glued on."""
    words = []
    for word in rjieba.cut(text):
        if words and (STICKS_TO_PREVIOUS.match(word) or KEEPS_NEXT.search(words[-1])):
            words[-1] += word
        else:
            words.append(word)
    return words


@register.filter
def nbsp(text):
    """Tie each number to the unit after it: "6.2 km" never breaks."""
    return NUMBER_THEN_UNIT.sub(NO_BREAK_SPACE, str(text))


@register.filter
def unit(value, name):
    """`{{ listing.area_sqm|unit:"㎡" }}` → "3,200 ㎡"; an unknown value says so."""
    if value is None or value == "":
        return UNKNOWN
    return f"{number(value, MOST_DECIMALS)}{NO_BREAK_SPACE}{name}"


class OneLineNode(template.Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return self.nodelist.render(context)


@register.tag
def oneline(parser, token):
    """`{% oneline %}…{% endoneline %}`: sentences a line each in the template, one line to readers.

    Chinese knows no spaces between words or sentences, but a browser shows a line break as one.
    A space that is wanted stands inside a line.
    """
    nodelist = parser.parse(("endoneline",))
    parser.delete_first_token()
    join_lines(nodelist)
    return OneLineNode(nodelist)


def join_lines(nodelist):
    """Take the line breaks out of the template's own text, but not from within HTML tags."""
    in_tag = False
    for node in nodelist.get_nodes_by_type(TextNode):
        pieces = []
        for piece in HTML_TAG_EDGE.split(node.s):
            in_tag = in_tag or piece.startswith("<")
            pieces.append(piece if in_tag else LINE_BREAK.sub("", piece))
            in_tag = in_tag and not piece.endswith(">")
        node.s = "".join(pieces)


@register.simple_tag
@lru_cache(maxsize=32)
def stylesheet(name):
    """`{% stylesheet "site" %}`: the one style sheet of a page (portal/bundles.py)."""
    return format_html('<link rel="stylesheet" href="{}">', static(f"css/{name}.css"))


@register.simple_tag
@lru_cache(maxsize=32)
def script(name):
    """`{% script "site" %}`: likewise its script."""
    return format_html('<script src="{}" defer></script>', static(f"js/{name}.js"))


@register.simple_tag
def day(value):
    """`{% day policy.ends_on %}` → the date as people and machines read it."""
    iso = date_format(template_localtime(value), "Y-m-d")
    return format_html('<time datetime="{}">{}</time>', iso, iso)


@register.simple_tag
def elided_pages(page):
    """Page numbers around the current page, with … for the gaps."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@html_safe
class JsonLd:
    """JSON that cannot close its script element."""

    def __init__(self, data):
        self.data = data

    def __str__(self):
        return JSON.encode(self.data).translate(JSON_ESCAPES)


@register.simple_tag
def json_ld(data):
    """Structured data for search engines; a data block, so the strict CSP lets it pass."""
    return format_html('<script type="application/ld+json">{}</script>', JsonLd(data))


@register.simple_tag(takes_context=True)
def session_minutes(context):
    """After how many idle minutes this session ends (accounts.session_store)."""
    return context["request"].session.idle_seconds() // 60
