"""The button 恢复 beside an earlier version: what it said becomes a change that is not sent yet.

Nothing is public by it, whoever presses: it goes the way of every change (ADR 46). Rows below the
form and chosen relations come back as they were kept (publishing.version_rows); what was not kept
of a version stays as it is, and is named.
"""

import copy

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from publishing.form_patches import NEW, difference, file_entries, files_in, is_empty
from publishing.models import PendingChange, VersionRows
from publishing.row_history import HistoryInWordsMixin
from publishing.version_rows import label_of, parts_of, row_from, rows_model
from regions.refused_values import LONGEST_KEY

SAME = "那一版里能恢复的内容，和现在的一样，没有改动。"
RESTORED = "已放进表单：{} 的那一版。读者还看不到，看过以后请保存送审。"
NOT_KEPT = "那一版没有留下{}，这些和现在的一样。"


class RestoreMixin(HistoryInWordsMixin):
    """Of a desk whose rows have a history and whose form shows changes that wait."""

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
        patch = self.patch_to(request, obj, record)
        if left := self.parts_not_kept(obj, record):
            self.message_user(request, NOT_KEPT.format("、".join(left)), messages.WARNING)
        if is_empty(patch):
            self.message_user(request, SAME, messages.WARNING)
            return
        PendingChange.objects.keep(
            obj, request.user, patch, files=files_in(patch), is_finished=False
        )
        when = f"{localtime(record.history_date):%Y-%m-%d %H:%M}"
        self.log_change(request, obj, f"恢复 {when} 的版本为改动：{'、'.join(patch['labels'])}")
        self.message_user(request, RESTORED.format(when), messages.SUCCESS)

    def parts_not_kept(self, obj, record) -> list[str]:
        """What of a version nobody knows any more, by label."""
        kept = VersionRows.objects.by_version(obj, [record.pk])[record.pk]
        return [label_of(self.model, part) for part in parts_of(self.model) if part not in kept]

    def patch_to(self, request, obj, record):
        """From what is stored now to what the version held, in the words of the form."""
        unsent = copy.copy(request)
        unsent.method = "GET"
        kept = VersionRows.objects.by_version(obj, [record.pk])[record.pk]
        form_class = self.get_form(unsent, obj, change=True)
        before, chosen = record.instance, {}
        for part, value in kept.items():
            if self.model._meta.get_field(part).many_to_many:
                chosen[part] = value
            elif rows_model(self.model, part) is None:
                setattr(before, part, value)
        now, then = form_class(instance=obj), form_class(instance=before, initial=chosen)
        fields = difference(now, then) | dict(file_entries(then, obj, before))
        labels = [
            str(bound.label)
            for bound in now.visible_fields()
            if any(name in fields for name in (bound.html_name, f"{bound.html_name}_0"))
        ]
        rows = {}
        for formset, inline in self.get_formsets_with_inlines(unsent, obj):
            part = formset.fk.remote_field.related_name
            if part in kept and (found := dict(_rows(self.model, part, formset, obj, kept[part]))):
                rows[formset.get_default_prefix()] = found
                labels.append(str(inline.model._meta.verbose_name))
        return {"fields": fields, "rows": rows, "labels": labels}


def _rows(model, part, formset, obj, told):
    """Entries of each row that differs: changed, put back under a new number, or taken out."""
    stored = {
        row.pk: row for row in formset.model._default_manager.filter(**{formset.fk.name: obj})
    }
    before = {each["pk"]: row_from(model, part, each, obj) for each in told}
    pairs = [(stored[key], before[key]) for key in before if key in stored]
    left = [row for key, row in stored.items() if key not in before]
    news = []
    for row in (row for key, row in before.items() if key not in stored):
        twin = next((each for each in left if _is_same(formset, each, row)), None)
        if twin is None:
            news.append(row)
        else:
            left.remove(twin)
            pairs.append((twin, row))
    for now, then in pairs:
        if entries := _entries(formset, now, then):
            yield str(now.pk), entries
    for row in left if formset.can_delete else ():
        yield str(row.pk), {"DELETE": {"before": [], "after": ["on"]}}
    for number, row in enumerate(news):
        blank = formset.model(**{formset.fk.attname: obj.pk})
        yield f"{NEW}{number}", _entries(formset, blank, row, is_new=True)


def _is_same(formset, one, other) -> bool:
    """Whether there may be but one of them: then the one takes back what the other said."""
    if formset.fk.unique:
        return True
    rules = [each.fields for each in formset.model._meta.total_unique_constraints]
    names = [name for name in rules[0] if name != formset.fk.name] if rules else []
    return bool(names) and all(getattr(one, name) == getattr(other, name) for name in names)


def _entries(formset, now, then, *, is_new=False):
    """The row's parent is known: its field would list every one there is."""
    forms = [formset.form(instance=row) for row in (now, then)]
    found = difference(*forms, without=(formset.fk.name,), is_new=is_new)
    return found | dict(file_entries(forms[1], now, then))
