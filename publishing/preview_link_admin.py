"""Preview links of one object at the desk: who made which, until when; made and revoked here."""

import copy
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods

from core.public_url import absolute
from publishing.form_panels import versions_of
from publishing.models import PendingChange, PreviewLink, VersionRows
from publishing.public_page import page_of
from publishing.typed_preview import RefusedTypedError
from publishing.version_rows import parts_of
from regions.refused_values import LONGEST_KEY

PUBLIC_ALREADY = "这一条已经公开，直接把网址发给别人就行，不用预览链接。"
NO_SUCH_VERSION = "没有做：这一版刚刚改过或处理过，请重新选一次。"
STORED = "stored"
MOST_VERSIONS = 20


@dataclass(frozen=True)
class LinkedVersion:
    """What a link can be made to: the value and the words of its choice, what make() is given."""

    value: str
    label: str
    until: str  # what ends the link before its time
    given: dict = field(default_factory=dict)


class PreviewLinkMixin:
    """Of a PublishableAdmin: whoever may change an object decides who else sees it."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview_links"
        allowed = require_http_methods(["GET", "HEAD", "POST"])
        view = self.admin_site.admin_view(allowed(self.preview_links_view))
        return [path("<path:object_id>/preview-links/", view, name=name), *super().get_urls()]

    def preview_links_of(self, request, obj):
        """Those that still open something, the newest first; None where that is not one's matter.

        One query.
        """
        if obj is None or not self.has_change_permission(request, obj):
            return None
        links = PreviewLink.objects.of(obj).good().select_related("created_by", "change")
        return [link for link in links.order_by("-pk") if not link.ended(obj)]

    def preview_links_view(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404("没有这条内容")
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        here = reverse(f"{self.admin_site.name}:{self._links_name}", args=[obj.pk])
        if request.method == "POST":
            self._make_or_revoke(request, obj)
            return HttpResponseRedirect(here)
        links = self.preview_links_of(request, obj)
        for link in links:
            link.url = absolute(reverse("preview_link_open", args=[link.token]))
        context = self.admin_site.each_context(request) | {
            "title": "预览链接",
            "opts": self.opts,
            "original": obj,
            "links": links,
            "is_public": obj.is_published(),
            "versions": self._linked_versions(obj),
            "has_rows": bool(obj.checked_rows),
        }
        return render(request, "admin/publishable/preview_links.html", context)

    @staticmethod
    def _linked_versions(obj) -> list[LinkedVersion]:
        """What is public needs no link; a version is whole or not on offer."""
        versions = []
        if not obj.is_published():
            versions.append(LinkedVersion(STORED, "最后保存的一版", "内容一改"))
        if change := PendingChange.objects.open_of(obj):
            at = f"{localtime(change.created_at):%Y-%m-%d %H:%M}"
            label = f"待审的改动（{at} 存下）"
            value = f"change-{change.pk}"
            versions.append(LinkedVersion(value, label, "改动一处理", {"change": change}))
        for version in _whole(obj, versions_of(obj, MOST_VERSIONS)[1:]):
            label = f"第 {version.number} 版（{localtime(version.at):%Y-%m-%d %H:%M} {version.by}）"
            given = {"earlier": (version.key, version.at)}
            versions.append(LinkedVersion(str(version.key), label, "", given))
        return versions

    def page_of_change(self, request, link, obj, granted):
        """The public page with the change in it, as whoever made the link would save it.

        None where that is not to be saved any more.
        """
        asked = self._as_maker(request, link)
        if not self.has_change_permission(asked, obj):
            return None
        return self._page_of_patch(request, asked, obj, link.change, granted)

    def page_of_earlier(self, request, link, obj, granted):
        """The same of an earlier version, with the rows that hung on it then."""
        asked = self._as_maker(request, link)
        record = obj.history.filter(history_id=link.history_id).first()
        if record is None or not self.has_change_permission(asked, obj):
            return None
        change = PendingChange(patch=self.patch_to(asked, obj, record))
        return self._page_of_patch(request, asked, obj, change, granted)

    @staticmethod
    def _as_maker(request, link):
        asked = copy.copy(request)
        asked.user = link.created_by
        return asked

    def _page_of_patch(self, request, asked, obj, change, granted):
        """Whoever opens the link sees it with rights of his own."""
        found = self.put_on(asked, obj, change)
        if found.conflicts:
            return None
        if change.pk is None:
            found.data["_change"] = self.version_now(obj)
        sent = self._as_sent(asked, found)
        try:
            return self.drawn_as_typed(sent, obj, lambda _, row: page_of(request, row, granted))
        except (RefusedTypedError, PermissionDenied):
            return None

    @property
    def _links_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_preview_links"

    def _make_or_revoke(self, request, obj):
        key = request.POST.get("revoke")
        if key is not None:
            self._revoke(request, obj, key)
            return
        asked = request.POST.get("version", STORED)
        versions = {version.value: version for version in self._linked_versions(obj)}
        version = versions.get(asked)
        if version is None:
            said = PUBLIC_ALREADY if asked == STORED else NO_SUCH_VERSION
            self.message_user(request, said, messages.WARNING)
            return
        link = PreviewLink.objects.make(obj, request.user, **version.given)
        until = f"{localtime(link.expires_at):%Y-%m-%d}"
        self.log_change(request, obj, f"做预览链接，{until} 到期：{link.version_name}")
        ends = f"{version.until}，它就失效。" if version.until else "以后再改，它显示的还是这一版。"
        self.message_user(request, f"预览链接做好了，在下面。{ends}", messages.SUCCESS)

    def _revoke(self, request, obj, key):
        is_key = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
        links = PreviewLink.objects.of(obj).good().filter(pk=key if is_key else 0)
        if links.update(revoked_at=timezone.now()):
            self.log_change(request, obj, "收回预览链接")
            self.message_user(request, "已收回，链接马上打不开了。", messages.SUCCESS)
        else:
            self.message_user(request, "这个链接已经不能用了，不用再收回。", messages.WARNING)


def _whole(obj, versions):
    """Of what has rows below its form: versions of which all of them were kept."""
    if not obj.checked_rows:
        return versions
    kept = VersionRows.objects.by_version(obj, [version.key for version in versions])
    parts = set(parts_of(type(obj)))
    return [version for version in versions if parts <= kept[version.key].keys()]
