"""修复文字: an article's damaged texts beside the repaired ones; who accepts signs for them.

What repairs is loaded by the process that shows such a page: its dictionaries take 27 MB.
"""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from core.seen_version import version_of
from publishing.models import NotAllowedError, PendingChange

WAITS = "修好的文字已放进表单，读者看到的还没有变。看过以后请保存送审。"
SAVED = "已换成修好的文字；原来的在历史版本里。请再从头读一遍。"


class RepairPageMixin:
    """Of the desk of articles: whoever may change one may repair it."""

    def get_urls(self):
        allowed = require_http_methods(["GET", "HEAD", "POST"])
        view = self.admin_site.admin_view(allowed(self.repair_view))
        page = path("<path:object_id>/repair/", view, name="news_article_repair")
        return [page, *super().get_urls()]

    def repair_view(self, request, object_id):
        from news.repair.repaired_article import repaired_article  # large, seldom wanted

        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404("没有这篇文章")
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        if request.method == "POST":
            return HttpResponseRedirect(self._after_repair(request, obj))
        repaired = repaired_article(obj)
        labels = {name: obj._meta.get_field(name).verbose_name for name in repaired.changes}
        context = self.admin_site.each_context(request) | {
            "title": "修复文字",
            "opts": self.opts,
            "original": obj,
            "repaired": repaired,
            "fields": [(label, repaired.sides(name)) for name, label in labels.items()],
            "seen": version_of(obj),
            "is_live": obj.status == obj.Status.APPROVED,
            "has_pending": PendingChange.objects.open_of(obj) is not None,
        }
        return render(request, "admin/news/article/repair.html", context)

    def _after_repair(self, request, obj):
        """Where to go on: at the form, or here with the sentence that says why not."""
        from news.repair.acceptance import accept_repair  # large, seldom wanted

        is_live = obj.status == obj.Status.APPROVED
        try:
            accept_repair(obj, user=request.user, seen=request.POST.get("_seen", ""))
        except NotAllowedError as error:
            self.message_user(request, str(error), messages.WARNING)
            return request.path
        self.message_user(request, WAITS if is_live else SAVED, messages.SUCCESS)
        return reverse(f"{self.admin_site.name}:news_article_change", args=[obj.pk])
