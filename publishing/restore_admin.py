"""The button 恢复 beside an earlier version: what it said becomes a change that is not sent yet.

Nothing is public by it, whoever presses: it goes the way of every change (ADR 46). What no history
holds (rows below the form, chosen relations) stays as it is.
"""

import copy

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from publishing.form_patches import difference, files_in, is_empty
from publishing.history_words import HistoryWords
from publishing.models import PendingChange
from regions.refused_values import LONGEST_KEY

SAME = "那一版里能恢复的内容，和现在的一样，没有改动。"
RESTORED = "已放进表单：{} 的那一版。读者还看不到，看过以后请保存送审。"


class RestoreMixin:
    """Of a desk whose rows have a history and whose form shows changes that wait."""

    history_list_per_page = 20  # of each the words that differ are looked for

    def get_historical_record_context_helper(self, request, historical_record):
        return HistoryWords(self.model, historical_record)

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_restore"
        view = self.admin_site.admin_view(require_POST(self.restore_view))
        return [path("restore/", view, name=name), *super().get_urls()]

    def restore_view(self, request):
        key = request.POST.get("version", "")
        if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
            raise BadRequest("没有这个按钮。")
        record = self.model.history.model.objects.filter(pk=key).first()
        with transaction.atomic():
            rows = self.own_rows(self.model._default_manager.all(), request, self.change_roles)
            held = rows.select_for_update(of=("self",), no_key=True)
            obj = record and held.filter(pk=record.id).first()
            if obj is None:
                raise Http404("没有这一版")
            self._restore(request, obj, record)
        name = f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_change"
        return HttpResponseRedirect(reverse(name, args=[obj.pk]))

    def _restore(self, request, obj, record):
        patch = self._patch_to(request, obj, record)
        if is_empty(patch):
            self.message_user(request, SAME, messages.WARNING)
            return
        PendingChange.objects.keep(
            obj, request.user, patch, files=files_in(patch), is_finished=False
        )
        when = f"{localtime(record.history_date):%Y-%m-%d %H:%M}"
        self.log_change(request, obj, f"恢复 {when} 的版本为改动：{'、'.join(patch['labels'])}")
        self.message_user(request, RESTORED.format(when), messages.SUCCESS)

    def _patch_to(self, request, obj, record):
        unsent = copy.copy(request)
        unsent.method = "GET"
        form_class = self.get_form(unsent, obj, change=True)
        now, then = form_class(instance=obj), form_class(instance=record.instance)
        fields = difference(now, then) | dict(_files(form_class, obj, record))
        labels = [
            str(bound.label)
            for bound in now.visible_fields()
            if any(name in fields for name in (bound.html_name, f"{bound.html_name}_0"))
        ]
        return {"fields": fields, "rows": {}, "labels": labels}


def _files(form_class, obj, record):
    """Files lie where they lay, unless somebody has deleted them."""
    for field in obj._meta.concrete_fields:
        if not isinstance(field, models.FileField) or field.name not in form_class.base_fields:
            continue
        now = getattr(obj, field.name).name or ""
        then = getattr(record.instance, field.name).name or ""
        entry = {"before": [now], "after": []}
        if then != now and not then:
            yield field.name, entry | {"clear": True}
        elif then != now and default_storage.exists(then):
            yield field.name, entry | {"file": then}
