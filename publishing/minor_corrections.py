"""Small corrections of public text: a typing error, a dead link; public at once, and logged.

Whoever may edit makes them without another review, so their reach is short: a few characters in
all since somebody has reviewed the text, none of which says a figure, a day, an amount, or whether
something holds at all. The log is the history of the row: who, when, what it said before.
"""

import re

from django.db import models

from core.text_diff import IN, OUT, compare
from publishing.workflow import CORRECT, MINOR

MOST_CHARACTERS = 10
# Figures in any writing, what makes days and amounts of them, and words that turn a sentence round.
WEIGHTY = re.compile(
    r"[\d一二三四五六七八九十百千万亿零〇两半元角亩年月日号时点%％‰倍不没未无非否勿禁免]"
)
TAG = re.compile(r"<[^>]*>")
HREF = re.compile(r'\s(?:href|target|rel)="[^"]*"')
TEXTS = (models.CharField, models.TextField)
AT_ONCE = (MINOR.label, CORRECT.label)  # how the reasons of what nobody reviewed begin

NO_WORDS = "“{}”不是文字：小改动只改错字和链接。"
TOO_MUCH = "上次审核以后一共改了 {} 个字：小改动最多 {} 个字。"
WEIGHTY_WORDS = "改到了数字、日期、金额或“不”“无”一类的字（{}）：这要审核。"
OTHER_MARKS = "改动了格式、图片或表格：小改动只改错字和链接。"


def why_not_minor(form, formsets) -> str:
    """Why a valid form changes more than a small correction may; "" where it does not."""
    if any(row.has_changed() for formset in formsets for row in formset.forms):
        return NO_WORDS.format("下面的表格")
    fields = {field.name: field for field in form.instance._meta.concrete_fields}
    reviewed, total = _as_reviewed(form.instance), 0
    for name in form.changed_data:
        field = fields.get(name)
        if not isinstance(field, TEXTS) or field.choices:
            return NO_WORDS.format(form.fields[name].label)
    for name, field in fields.items():
        if not isinstance(field, TEXTS) or name not in form.fields:
            continue
        stood = getattr(reviewed, name, None) or form.initial.get(name) or ""
        count, why = _reach(stood, form.cleaned_data.get(name) or "")
        if why:
            return why
        total += count
    return "" if total <= MOST_CHARACTERS else TOO_MUCH.format(total, MOST_CHARACTERS)


def _as_reviewed(obj):
    """The newest version that somebody has reviewed, or wrote as who needs no review."""
    versions = obj.history.order_by("-history_id")
    for beginning in AT_ONCE:
        versions = versions.exclude(history_change_reason__startswith=beginning)
    return versions.first()


def _reach(before, after) -> tuple[int, str]:
    """How many characters differ, and why that is no small correction."""
    if _marks(before) != _marks(after):
        return 0, OTHER_MARKS
    pieces = [piece for each in compare(before, after) for piece in each.pieces]
    out, new = ("".join(p.text for p in pieces if p.kind == kind) for kind in (OUT, IN))
    count = max(len(out), len(new))
    if count <= MOST_CHARACTERS and (found := WEIGHTY.search(out + new)):
        return count, WEIGHTY_WORDS.format(found[0])
    return count, ""


def _marks(text):
    """Tags in their order, but for where links lead."""
    return [HREF.sub("", tag) for tag in TAG.findall(text)]
