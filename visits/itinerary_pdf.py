"""The 踏勘 of all who come along on paper: times, route, facts and questions of each place, and
behind them the sheet of each.

Typeset like a listing's sheet (docs/adr/0009): all words go in as data, none is read as markup.
"""

import io
import json
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from django.utils import timezone

from leads.deadlines import in_words
from parks.datasheet.pdf import SheetNotDrawable, is_drawable, sheet_pdf, typeset
from parks.models import Listing
from visits.itineraries import HOW_ESTIMATED, clock_time, itinerary_of

TEMPLATE = Path(__file__).parent / "typst" / "itinerary.typ"
MISSING_GLYPH = "〓"  # what printers set for a character they do not have
GONE = "这一处现在不公开，资料请问带队的人。"


def itinerary_pdf(visit, site) -> bytes:
    """Raises SheetBusy (parks.datasheet.pdf)."""
    from pypdf import PdfWriter  # 0.2 s for who needs it

    plan = itinerary_of(visit, site)
    words = json.dumps(itinerary_data(plan, site), ensure_ascii=False)
    drawn = "".join(c if is_drawable(c) else MISSING_GLYPH for c in words)
    whole = PdfWriter()
    for part in (typeset(TEMPLATE, drawn), *sheets_of(plan, site)):
        whole.append(io.BytesIO(part))
    whole.add_metadata({"/Title": f"{site.name} {in_words(visit.starts_at)}"})
    out = io.BytesIO()
    whole.write(out)
    return out.getvalue()


def sheets_of(plan, site):
    """Of each place that is public, in the order of the visit; none of what the font cannot set."""
    shown = [leg.stop.listing_id for leg in plan.legs if leg.stop.listing]
    found = Listing.objects.for_detail().in_bulk(shown)
    for listing in map(found.get, shown):
        with suppress(SheetNotDrawable):
            yield sheet_pdf(listing, site)


def itinerary_data(plan, site) -> dict:
    """Plain texts and numbers only; nothing of the investor but the reference."""
    visit = plan.visit
    demo = "演示数据，不是真实的行程。" if site.is_demo else ""
    return {
        "site": f"{site.name}·踏勘行程",
        "title": in_words(visit.starts_at),
        "about": f"查询编号 {visit.lead.reference}",
        "heads": [
            {"label": "集合", "text": f"{clock_time(visit.starts_at)} {visit.meeting_point}"},
            {"label": "带队", "text": visit.guide},
            {"label": "来访", "text": f"{visit.guests} 人" if visit.guests else "人数未定"},
            {"label": "结束", "text": f"约 {clock_time(plan.ends_at)}"},
        ],
        "legs": [_leg_words(leg) for leg in plan.legs],
        "route": asdict(plan.drawn) if plan.drawn else None,
        "estimate": HOW_ESTIMATED if plan.is_estimated else "",
        "contact": f"咨询 {site.hotline}（{site.hotline_hours}）{site.organiser}",
        "small": (
            f"{timezone.localdate():%Y-%m-%d} 生成，第 {visit.version + 1} 版，"
            f"以进度页上最新的为准。“未知”是还没有登记，不代表没有。{demo}"
        ),
    }


def _leg_words(leg):
    stop, listing = leg.stop, leg.stop.listing
    figures = listing.key_figures() if listing else []
    return {
        "number": stop.position,
        "hours": leg.hours,
        "way": leg.way_words,
        "label": stop.label,
        "place": listing.place if listing else GONE,
        "facts": [{"label": each.label, "text": str(each)} for each in figures],
        "questions": stop.questions,
    }
