"""The picture that messengers show beside a link: name, figures and site, drawn by us.

1200 × 630 as Open Graph asks, a few flat colours, so that it stays below 100 KB. The font is that
of the sheets; what it has no letter for is left out.
"""

import io
from functools import cache
from typing import NamedTuple

from django.urls import Resolver404, resolve
from PIL import Image, ImageDraw, ImageFont

from news.models import Article
from parks.datasheet.pdf import TEMPLATE, is_drawable
from parks.models import Listing, Park
from policies.models import Policy
from portal.entrances import ROWS

NEVER_FIRST = "，。、；：！？）》”"
SIZE = WIDTH, HEIGHT = 1200, 630
EDGE, TITLE_LINES, COLOURS = 72, 3, 48
PAPER, INK, SOFT, BRAND, WARM = "#fcfaf5", "#172632", "#56626c", "#006266", "#8a4b14"


class ShareCard(NamedTuple):
    """What is written: a word above, the name, (label, value) of figures."""

    kind: str
    title: str
    figures: tuple[tuple[str, str], ...] = ()


def card_of(path, site) -> ShareCard | None:
    """Of a public page of the site that has a card; None for all others."""
    if path in {"", site.get_absolute_url()}:
        return ShareCard(site.region.name, site.name)
    try:
        found = resolve(path)
    except Resolver404:
        return None
    named = {key: value for key, value in found.captured_kwargs.items() if key != "site"}
    rows = ROWS.get(found.url_name)
    if rows is None or found.kwargs.get("site") != site.slug or "column" in named:
        return None
    row = rows(site).filter(**named).first()
    write = row and WRITTEN.get(type(row))
    return write(row) if write else None


def _listing(listing):
    figures = [(each.label, f"{each.value} {each.unit}".strip()) for each in listing.key_figures()]
    return ShareCard(listing.get_kind_display(), listing.title, tuple(figures[:3]))


def _park(park):
    return ShareCard(park.get_level_display(), park.name)


def _policy(policy):
    return ShareCard("政策", policy.title)


def _article(article):
    return ShareCard("动态", article.title)


WRITTEN = {Listing: _listing, Park: _park, Policy: _policy, Article: _article}


def drawn(card: ShareCard, site) -> bytes:
    """As PNG."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 20), fill=BRAND)
    pen.text((EDGE, 64), _legible(card.kind), fill=BRAND, font=_font(32))
    lines = _lines(pen, _legible(card.title), _font(64))
    for number, line in enumerate(lines):
        pen.text((EDGE, 116 + 84 * number), line, fill=INK, font=_font(64))
    for place, (label, value) in enumerate(card.figures):
        left = EDGE + place * (WIDTH - 2 * EDGE) // 3
        pen.text((left, 386), _legible(label), fill=SOFT, font=_font(26))
        pen.text((left, 424), _legible(value), fill=WARM, font=_font(40))
    pen.line((EDGE, 520, WIDTH - EDGE, 520), fill=BRAND, width=3)
    pen.text((EDGE, 544), _legible(site.name), fill=INK, font=_font(34))
    hotline = _legible(site.hotline)
    right = WIDTH - EDGE - pen.textlength(hotline, font=_font(34))
    pen.text((right, 544), hotline, fill=BRAND, font=_font(34))
    out = io.BytesIO()
    image.quantize(COLOURS).save(out, "PNG", optimize=True)
    return out.getvalue()


def _lines(pen, text, font):
    """As many as fit, the last one cut with a mark."""
    lines = [""]
    for letter in text:
        is_full = pen.textlength(lines[-1] + letter, font=font) > WIDTH - 2 * EDGE
        if is_full and letter not in NEVER_FIRST:
            lines.append("")
        lines[-1] += letter
    if len(lines) > TITLE_LINES:
        lines = [*lines[: TITLE_LINES - 1], f"{lines[TITLE_LINES - 1][:-1]}…"]
    return lines


def _legible(text):
    return "".join(letter for letter in text.replace("\u00a0", " ") if is_drawable(letter))


@cache
def _font(size):
    return ImageFont.truetype(TEMPLATE.parent / "NotoSansSC-subset.ttf", size)
