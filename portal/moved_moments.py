"""A time of the calendar on another day: by the form of its row, as if it had been typed there.

Who may do it, what waits for a review, what is refused and how it is said is the form's matter.
"""

import datetime
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from core.seen_version import version_of
from portal.dashboard import publishable_admins
from portal.publishing_calendar import COLUMNS
from portal.review_cards import publishable_of
from publishing.models import PendingChange
from regions.refused_values import LONGEST_KEY

NO_DAY = "没有改：先选好改到哪一天。"
PAST = "没有改：{:%m 月 %d 日 %H:%M} 已经过去，一改就马上{}。要马上{}，请打开它来改。"
OVERTAKEN = "没有改：您打开日历以后，“{}”又有改动。看过再改。"
OVER = "没有改：“{}”到了时间，已经{}。要改请打开它。"
WAITS = '没有改：“{}”旁边还有待审的改动，<a href="{}">打开它</a>来改。'
AT_ONCE = {"publish_at": "公开", "expire_at": "下线"}


@dataclass(frozen=True)
class MovedMoment:
    """Which time of which row, as the page of the calendar knew it."""

    name: str
    label: str
    pk: str
    version: str

    @classmethod
    def of(cls, key):
        """Raises BadRequest for what no page sends."""
        way, label, pk, version = (key.split(" ") + [""] * 4)[:4]
        is_key = pk.isascii() and pk.isdecimal() and len(pk) <= LONGEST_KEY
        labels = [desk.opts.label for desk in publishable_admins()]
        if way not in COLUMNS or label not in labels or not is_key:
            raise BadRequest("没有这个按钮。")
        return cls(COLUMNS[way], label, pk, version)

    def put(self, request, day):
        """None once the form has taken it; else the answer that says why not."""
        desk = publishable_of(self.label)
        obj = desk.get_object(request, self.pk)
        if obj is None or version_of(obj) != self.version or getattr(obj, self.name) is None:
            return said(request, OVERTAKEN.format(obj or "它"))
        url = reverse(admin_urlname(desk.opts, "change"), args=[obj.pk])
        if PendingChange.objects.open_of(obj):
            return said(request, format_html(WAITS, obj, url))
        if why := self._why_not(obj, _on(day, getattr(obj, self.name))):
            return said(request, why)
        sent = desk.as_typed(request, obj, {f"{self.name}_0": day.isoformat()})
        answer = desk.changeform_view(sent, self.pk, url)
        if answer.status_code == HttpResponseRedirect.status_code:
            return None
        is_overtaken = answer.status_code == 409
        return said(request, OVERTAKEN.format(obj)) if is_overtaken else answer

    def _why_not(self, obj, at):
        """What has come stays where readers saw it, and nothing comes by a slip of the hand."""
        now, what = timezone.now(), AT_ONCE[self.name]
        if obj.status == obj.Status.APPROVED and getattr(obj, self.name) <= now:
            return OVER.format(obj, what)
        return PAST.format(timezone.localtime(at), what, what) if at <= now else ""


def _on(day, at):
    then = timezone.localtime(at)
    return timezone.make_aware(datetime.datetime.combine(day, then.time()))


def said(request, sentence):
    """Back to the calendar with a word why nothing was changed."""
    messages.warning(request, sentence)
    return HttpResponseRedirect(request.get_full_path())
