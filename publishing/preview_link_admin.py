"""Preview links of one object at the desk: who made which, until when; made and revoked here."""

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
from publishing.models import PreviewLink
from regions.refused_values import LONGEST_KEY

PUBLIC_ALREADY = "这一条已经公开，直接把网址发给别人就行，不用预览链接。"


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
        links = PreviewLink.objects.of(obj).good().select_related("created_by")
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
        }
        return render(request, "admin/publishable/preview_links.html", context)

    @property
    def _links_name(self):
        return f"{self.opts.app_label}_{self.opts.model_name}_preview_links"

    def _make_or_revoke(self, request, obj):
        key = request.POST.get("revoke")
        if key is not None:
            self._revoke(request, obj, key)
        elif obj.is_published():
            self.message_user(request, PUBLIC_ALREADY, messages.WARNING)
        else:
            link = PreviewLink.objects.make(obj, request.user)
            self.log_change(request, obj, f"做预览链接，{localtime(link.expires_at):%Y-%m-%d} 到期")
            said = "预览链接做好了，在下面。内容一改，它就失效。"
            self.message_user(request, said, messages.SUCCESS)

    def _revoke(self, request, obj, key):
        is_key = key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY
        links = PreviewLink.objects.of(obj).good().filter(pk=key if is_key else 0)
        if links.update(revoked_at=timezone.now()):
            self.log_change(request, obj, "收回预览链接")
            self.message_user(request, "已收回，链接马上打不开了。", messages.SUCCESS)
        else:
            self.message_user(request, "这个链接已经不能用了，不用再收回。", messages.WARNING)
