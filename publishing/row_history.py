"""History of rows at their desk: told in words, an earlier version put into the form again.

Rows of a site that are public once they are saved (columns, tiles, menus, links, redirects, the
site itself) come back by that form: nothing is stored until it is saved. What is reviewed comes
back as a change that waits (publishing.restore_admin).
"""

import copy
from itertools import pairwise

from django.contrib import messages
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.contrib.admin.utils import unquote
from django.utils.timezone import localtime

from publishing.form_patches import difference, file_entries, patched
from publishing.history_words import HistoryWords, part_changes
from publishing.models import VersionRows
from publishing.version_rows import parts_of
from regions.refused_values import LONGEST_KEY

ASKED = "version"  # the parameter that names a version
SAME = "那一版和现在的一样，表单里没有变化。"
FILES_STAY = "{}和那一版不同：文件不会换回来，要换请重新上传。"
IN_FORM = "表单里是 {:%Y-%m-%d %H:%M} 那一版的内容，还没有保存；看过以后点保存，读者才看得到。"


class HistoryInWordsMixin:
    """Of a desk whose rows have a history."""

    history_list_per_page = 20  # of each the words that differ are looked for

    def get_historical_record_context_helper(self, request, historical_record):
        return HistoryWords(self.model, historical_record)

    def set_history_delta_changes(self, request, historical_records, foreign_keys_are_objs=True):  # noqa: FBT002 -- its package's signature
        """What changed below the form stands beside what changed in it.

        The last version of a page is told apart from the first of the next one.
        """
        records = [*historical_records, *self._version_before(historical_records)]
        super().set_history_delta_changes(request, records, foreign_keys_are_objs)
        if not records or not parts_of(self.model):
            return
        obj = self.model(pk=records[0].id)
        stood = VersionRows.objects.by_version(obj, [each.history_id for each in records])
        pairs = [(stood[old.history_id], stood[new.history_id]) for new, old in pairwise(records)]
        for record, told in zip(records, part_changes(self.model, pairs), strict=False):
            record.history_delta_changes += told

    @staticmethod
    def _version_before(page):
        """The version before the last one of a page, none where it is the first of all."""
        return page.paginator.object_list[page.end_index() :][:1] if page.has_next() else ()


class RowHistoryMixin(HistoryInWordsMixin):
    """Of a desk whose rows nobody reviews; before ScopedModelAdmin and SimpleHistoryAdmin."""

    def history_view(self, request, object_id, extra_context=None):
        """Beside each earlier version the way back, for whoever may change the row."""
        obj = self.get_object(request, unquote(object_id))
        may_change = obj is not None and self.has_change_permission(request, obj)
        name = admin_urlname(self.opts, "change") if may_change else ""
        context = {"has_no_states": True, "form_url_name": name}
        return super().history_view(request, object_id, context | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        record = self._version_asked(request, object_id)
        obj = record and self.get_object(request, unquote(object_id))
        if obj and self.has_change_permission(request, obj):
            request = self._with_version(request, obj, record)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _version_asked(self, request, object_id):
        """The version of this row that the address names, None for any other."""
        keys = (object_id and unquote(object_id), request.GET.get(ASKED))
        if request.method != "GET" or not all(map(_is_key, keys)):
            return None
        return self.model.history.model.objects.filter(id=keys[0], pk=keys[1]).first()

    def _with_version(self, request, obj, record):
        """As if somebody had typed it; what has no place in this user's form stays as it is."""
        form_class = self.get_form(request, obj, change=True)
        now, then = form_class(instance=obj), form_class(instance=record.instance)
        fields = difference(now, then)
        # A browser sends no file that nobody has chosen on this page.
        if left := [str(then[name].label) for name, _ in file_entries(then, obj, record.instance)]:
            self.message_user(request, FILES_STAY.format("、".join(left)), messages.WARNING)
        elif not fields:
            self.message_user(request, SAME, messages.WARNING)
        if not fields:
            return request
        formsets, _ = self._create_formsets(request, obj, change=True)
        found = patched(now, formsets, {"fields": fields, "rows": {}})
        drawn = copy.copy(request)
        drawn.method, drawn.POST, drawn._files = "POST", found.data, found.files
        drawn.sentence_as_sent = IN_FORM.format(localtime(record.history_date))
        return drawn


def _is_key(text) -> bool:
    return bool(text) and text.isascii() and text.isdecimal() and len(text) <= LONGEST_KEY
