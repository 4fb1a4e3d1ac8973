"""The sheet as a PDF, typeset by Typst from the same figures (docs/adr/0009).

Everything the document says goes in as data, so no text of an editor is ever read as markup. The
file is drawn with the font that lies beside the template, wherever it runs.
"""

import io
import json
import threading
from contextlib import suppress
from dataclasses import asdict
from functools import cache, lru_cache
from pathlib import Path

import segno
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.storage import default_storage
from PIL import Image

from core.public_url import absolute, scanned
from parks.datasheet.content import sections, small_print, verification
from parks.datasheet.site_plan import plan, strip
from parks.models.listing_display import SCENES

TEMPLATE = Path(__file__).parent / "typst" / "sheet.typ"
PICTURE_SIZE = (1000, 625)
# Beside GB 2312 the font holds what names of GB/T 2260 need.
RARE = frozenset("埇沚浉瀍猇硚鄠")
# 20 to 60 ms and some 30 MB each: more at once would only wait for the processors.
PRESSES = threading.BoundedSemaphore(2)


class SheetBusy(Exception):
    """All presses are taken; the page itself can still be printed."""


class SheetNotDrawable(Exception):
    """The text holds characters the font does not have."""


def sheet_pdf(listing, site, first=()) -> bytes:
    """The PDF of a for_detail() listing, `first` (sections of it) before all others; the same
    content is drawn once and kept for a while.
    """
    data = json.dumps(sheet_data(listing, site, first), ensure_ascii=False)
    if not is_drawable(data):
        raise SheetNotDrawable
    photo = next(iter(listing.photos.all()), None)
    return _press(data, SCENES[listing.kind], photo.image.name if photo else "")


def sheet_data(listing, site, first=()) -> dict:
    """Plain texts and numbers only."""
    url = absolute(listing.url_on(site))
    drawn_plan, drawn_strip = plan(listing), strip(listing)
    return {
        "site": f"{site.name}·载体资料",
        "title": listing.title,
        "about": "·".join(filter(None, (listing.code, listing.place, listing.region.name))),
        "tags": [tag.text for tag in listing.status_tags()],
        "caption": _caption(listing),
        "warning": "" if listing.is_open else listing.get_status_of_offer_display(),
        "summary": listing.summary,
        "key": [_words(figure) for figure in listing.key_figures()],
        "verified": [_words(figure) for figure in verification(listing)],
        "sections": [
            {
                "title": section.title,
                "note": section.note,
                "missing": section.missing,
                "rows": [_words(figure) for figure in section.figures],
            }
            for section in (*first, *sections(listing))
        ],
        "plan": asdict(drawn_plan) if drawn_plan else None,
        "strip": asdict(drawn_strip) if drawn_strip else None,
        "url": url,
        "qr": segno.make(scanned(url), error="m").svg_inline(border=1),
        "contact": f"咨询 {site.hotline}（{site.hotline_hours}）{site.organiser}",
        "small": small_print(listing, site),
    }


def _words(figure):
    return {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit,
        "text": str(figure),
        "unknown": figure.is_unknown,
        "wide": figure.is_wide,
        "beside": figure.beside,
    }


def is_drawable(text) -> bool:
    return all(c < "\u3400" or "\uff00" <= c < "\ufff0" or c in RARE or _is_gb2312(c) for c in text)


def _is_gb2312(character):
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _caption(listing):
    photo = next(iter(listing.photos.all()), None)
    if photo is None:
        return "示意图，非现场照片"
    kind = "（示意图，非现场照片）" if photo.is_illustration else ""
    return f"{photo.alt}{kind}{'，' if photo.credit else ''}{photo.credit}"


@lru_cache(maxsize=32)
def _press(data, scene, photo) -> bytes:
    """`photo` is its name in storage; uploads never change under a name."""
    return typeset(TEMPLATE, data, json.dumps(_picture(scene, photo)))


def typeset(template: Path, data: str, picture: str = "") -> bytes:
    """A PDF of `data` (JSON) by a template; raises SheetBusy. The font lies beside sheet.typ."""
    if not PRESSES.acquire(timeout=settings.SHEET_WAIT_SECONDS):
        raise SheetBusy
    try:
        import typst  # 7 MB for the processes that draw a sheet

        return typst.compile(
            template.read_bytes(),
            root=template.parent,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": data, "picture": picture},
        )
    finally:
        PRESSES.release()


@cache
def _fonts():
    import typst  # as above

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[TEMPLATE.parent]
    )


def _picture(scene, photo) -> list[int]:
    """The bytes of a small JPEG, or of the drawn scene where there is no photo."""
    if photo:
        with suppress(OSError):  # storage may have lost it
            return list(_small_jpeg(photo))
    return list(Path(finders.find(f"art/{scene}.svg")).read_bytes())


def _small_jpeg(photo) -> bytes:
    with default_storage.open(photo) as file, Image.open(file) as image:
        image.draft("RGB", PICTURE_SIZE)
        image.thumbnail(PICTURE_SIZE)
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=80)
        return out.getvalue()
