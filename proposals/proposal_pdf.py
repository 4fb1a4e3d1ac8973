"""The board paper on A4, typeset like a listing's sheet (docs/adr/0009): words go in as data."""

import json
from pathlib import Path

from django.utils import timezone

from parks.datasheet.pdf import is_drawable, typeset

TEMPLATE = Path(__file__).parent / "typst" / "proposal.typ"
MISSING_GLYPH = "〓"  # what printers set for a character they do not have


def proposal_pdf(proposal, paper, site) -> bytes:
    """Raises SheetBusy (parks.datasheet.pdf)."""
    words = json.dumps(paper_data(proposal, paper, site), ensure_ascii=False)
    return typeset(TEMPLATE, "".join(c if is_drawable(c) else MISSING_GLYPH for c in words))


def paper_data(proposal, paper, site) -> dict:
    """Plain texts and numbers only; nothing of the investor."""
    demo = "演示数据，不是要约，不构成承诺。" if site.is_demo else "不是要约，不构成承诺。"
    return {
        "site": site.name,
        "title": proposal.title,
        "about": f"方案号 {proposal.number}",
        "day": f"数据日期 {timezone.localdate()}，{proposal.sent['day']} 发出",
        "sentence": proposal.sentence,
        "places": [{"title": title, "place": place} for _, title, place in paper.places],
        "needs": [_row(label, cells) for label, cells in paper.needs],
        "costs": [_row(label, cells) for label, cells in paper.costs],
        "bars": [
            {
                "label": label,
                "bars": [
                    {"place": bar.place, "width": bar.width, "words": bar.words} for bar in bars
                ],
            }
            for label, _, bars in paper.groups
        ],
        "policies": [
            {
                "title": f"{line.title} {line.number}",
                "state": _cell(line.state),
                "ceiling": _cell(line.ceiling),
            }
            for line in paper.policies
        ],
        "steps": proposal.steps,
        "contact": f"咨询 {site.hotline}（{site.hotline_hours}）{site.organiser}",
        "small": (
            f"{proposal.expires_on} 前可在网上核对最新数字。{demo}“待核”是还没有登记，不代表没有。"
        ),
    }


def _row(label, cells):
    return {"label": label, "cells": [_cell(cell) for cell in cells]}


def _cell(cell):
    return {
        "text": " ".join(filter(None, (cell.verdict, cell.words))) or "—",
        "was": cell.was,
        "tone": cell.tone,
    }
