"""Small corrections of public text: a typing error, a dead link; public at once, and logged.

Whoever may edit makes them without another review, so their reach is short: a few characters in
all since somebody has reviewed the text, none of which says a figure, a day, an amount, or whether
something holds at all. The log is the history of the row: who, when, what it said before.
"""

import re
from html import unescape
from urllib.parse import urlsplit

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q

from core.text_diff import IN, OUT, compare
from publishing.content_checks.subject import region_of
from publishing.fields import RichTextField
from publishing.richtext import sanitise, tags_of
from publishing.workflow import ACCEPT, APPROVE, APPROVED, SAVE
from regions import access

MOST_CHARACTERS = 10
# Figures in any writing, what makes days and amounts of them, and words that turn a sentence round.
WEIGHTY = re.compile(
    r"[\d一二三四五六七八九十百千万亿零〇两半元角亩年月日号时点%％‰倍不没未无非否勿禁免]"
)
HREF = re.compile(r'\s(?:href|target|rel)="[^"]*"')
SIZE = re.compile(r'\s(?:width|height)="[^"]*"')
LINK = re.compile(r'<a(?=\s)(?:[^"]|"[^"]*")*?\shref="([^"]*)"')
TEXTS = (models.CharField, models.TextField)

NO_WORDS = "“{}”不是文字：小改动只改错字和链接。"
TOO_MUCH = "上次审核以后一共改了 {} 个字：小改动最多 {} 个字。"
WEIGHTY_WORDS = "改到了数字、日期、金额或“不”“无”一类的字（{}）：这要审核。"
OTHER_MARKS = "改动了格式、图片或表格：小改动只改错字和链接。"
OTHER_HOST = "链接换到了另一个网站，或换了电话、邮箱：这要审核。"


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
        stored = form.initial.get(name) or ""
        stood = getattr(reviewed, name, None) or stored
        shall = form.cleaned_data.get(name) or ""
        if isinstance(field, RichTextField):
            count, why = _reach_of_html(stood, shall, stored)
        else:
            count, why = _reach(stood, shall)
        if why:
            return why
        total += count
    return "" if total <= MOST_CHARACTERS else TOO_MUCH.format(total, MOST_CHARACTERS)


def _as_reviewed(obj):
    """The newest public version that somebody has reviewed, or wrote as who needs no review.

    Of a text that came to the public in another way, the first version that was public. Whatever
    else was saved since (an empty saving, an import, an act that was taken back) says nothing.
    """
    public = obj.history.filter(status=APPROVED).order_by("-history_id")
    is_reviewed = Q(history_change_reason__startswith=APPROVE.label)
    is_reviewed |= Q(history_change_reason__startswith=ACCEPT.label)
    if obj.signatures_needed() == 1:
        own = public.filter(history_change_reason=SAVE.label)
        is_reviewed |= Q(history_change_reason=SAVE.label, history_user__in=_reviewers(own, obj))
    return public.filter(is_reviewed).first() or public.last()


def _reviewers(versions, obj):
    """Of those who saved these versions, who may approve where the row belongs."""
    savers = get_user_model().objects.filter(pk__in=versions.order_by().values("history_user"))
    region = region_of(obj)
    return [
        user
        for user in savers
        if user.is_superuser or access.has_role(user, access.APPROVERS, region)
    ]


def _reach_of_html(before, after, stored) -> tuple[int, str]:
    """The same of rich text, of which marks and links are looked at, too.

    A picture that was replaced has other sizes in what is `stored` than when it was reviewed.
    """
    if before == after:
        return 0, ""
    before, after = sanitise(before), sanitise(after)
    old, new, now = tags_of(before), tags_of(after), tags_of(sanitise(stored))
    known = [old, now] if _without(SIZE, now) == _without(SIZE, old) else [old]
    old = next((tags for tags in known if _without(HREF, tags) == _without(HREF, new)), None)
    if old is None:
        return 0, OTHER_MARKS
    if any(_host_of(stood) != _host_of(shall) for stood, shall in zip(old, new, strict=True)):
        return 0, OTHER_HOST
    return _count(before, after)


def _without(attributes, tags):
    return [attributes.sub("", tag) for tag in tags]


def _reach(before, after) -> tuple[int, str]:
    """How many characters differ, and why that is no small correction."""
    if before == after:
        return 0, ""
    return _count(before.replace("<", "＜"), after.replace("<", "＜"))  # no tags there


def _count(before, after):
    pieces = [piece for each in compare(before, after) for piece in each.pieces]
    out, new = ("".join(p.text for p in pieces if p.kind == kind) for kind in (OUT, IN))
    count = max(len(out), len(new))
    if count <= MOST_CHARACTERS and (found := WEIGHTY.search(out + new)):
        return count, WEIGHTY_WORDS.format(found[0])
    return count, ""


def _host_of(tag):
    """Of a link: the host it leads to, as a browser reads it; the whole of any other address."""
    found = LINK.match(tag)
    if found is None:
        return ""
    address = "".join(unescape(found[1]).replace("\\", "/").split())
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    is_here = not parts.scheme and not address.startswith("//")
    is_web = parts.scheme in {"", "http", "https"}
    return parts.netloc.lower() if is_web and (parts.netloc or is_here) else address
