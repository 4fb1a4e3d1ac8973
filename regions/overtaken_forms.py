"""A form that somebody else has saved meanwhile: a page to choose on, field by field, then saving.

What was typed travels in the page and comes back as the form itself; it passes the same checks and
the same save_model as any other form.
"""

from dataclasses import dataclass

from django.contrib.admin.options import IS_POPUP_VAR
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive

from core.person_names import person_name
from core.seen_version import STALE, version_of
from core.three_way import BOTH, MERGED, THEIRS, parts_of

OWN_NAMES = ("csrfmiddlewaretoken", "_seen", "_before", "_merge", "_rework")
SAVING = ("_save", "_continue", "_addanother")
JOINED = "两边写的都放进来了（您写的在前），请改成一份再保存。"
REWORKED = "已按您选的合好，还没有保存；看过以后请保存。"


@dataclass(frozen=True)
class Overtaken:
    """Both sides of a form: `parts` that differ, and who saved when."""

    parts: list
    by: str
    at: object
    version: str

    @property
    def to_choose(self):
        return [part for part in self.parts if part.changed_by == BOTH]

    @property
    def choice_names(self):
        return [name for part in self.to_choose for name in part.choice_names]

    def is_answered(self, choices):
        parts = self.to_choose
        return all(choices[name] in part.choices for part in parts for name in part.choice_names)

    def has_other_paragraphs(self, seen):
        """Whether a third has saved since the page: a paragraph's number may mean another now."""
        return seen != self.version and any(part.stretches for part in self.to_choose)

    @property
    def settled(self):
        return [part for part in self.parts if part.changed_by != BOTH]


class OvertakenFormsMixin:
    """Of a desk whose form is a SeenVersionForm."""

    step_labels: dict[str, str] = {}  # buttons that do more than save, by the name they send

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = super().changeform_view
        if request.method == "POST" and object_id is not None and "_merge" in request.POST:
            refusal = self._merge(request, object_id)
            if refusal is not None:
                return refusal
        response = view(request, object_id, form_url, extra_context)
        context = getattr(response, "context_data", None) or {}
        if request.method != "POST" or IS_POPUP_VAR in request.POST or "adminform" not in context:
            return response
        form = context["adminform"].form
        if not form.has_error("__all__", code=STALE):
            return response
        rows = [inline.formset for inline in context["inline_admin_formsets"]]
        return self._choice_page(request, form, rows, request.POST.get("_seen", "")) or response

    def _merge(self, request, object_id):
        """Takes the choices into the form that was sent; a page again where one is missing."""
        obj = self.get_object(request, object_id)
        if obj is None or not self.has_change_permission(request, obj):
            return None
        form = self.get_form(request, obj)(request.POST, request.FILES, instance=obj)
        formsets, _ = self._create_formsets(request, obj, change=True)
        found = self._compared(form, formsets, request.POST.get("_before", ""))
        choices = {name: request.POST.get(name) for name in found.choice_names}
        is_answered = found.is_answered(choices)
        if not is_answered or found.has_other_paragraphs(request.POST.get("_seen")):
            before = request.POST.get("_before", "")
            return self._choice_page(request, form, formsets, before, missing=not is_answered)
        data = request.POST.copy()
        for part in found.to_choose:
            for name, values in part.as_chosen(choices, data).items():
                data.setlist(name, values)
        whole = [part for part in found.to_choose if not part.stretches]
        is_joined = any(choices[part.choice_name] == BOTH for part in whole)
        if is_joined or "_rework" in request.POST:
            request.sentence_as_sent = JOINED if is_joined else REWORKED
        request.POST = data
        return None

    def _choice_page(self, request, form, formsets, before, *, missing=False):
        """None where the row is gone: nothing is left to choose from."""
        stored = self.model._default_manager.filter(pk=form.instance.pk).first()
        if stored is None:
            return None
        found = self._compared(form, formsets, before)
        data = request.POST.copy()
        for part in found.settled:
            if part.changed_by in {THEIRS, MERGED}:
                for name, values in part.sent.items():
                    data.setlist(name, values)
        self._name_files_of_refused_form(request)
        step = next((name for name in self.step_labels if name in request.POST), "")
        context = self.admin_site.each_context(request) | {
            "title": "您打开本页之后，这条内容已被别人改过",
            "opts": self.opts,
            "original": stored,
            "found": found,
            "missing": missing,
            "seen": version_of(stored),
            "before": before,
            "typed": list(_typed(data, (*OWN_NAMES, *SAVING, *self.step_labels))),
            "step": step,
            "step_label": self.step_labels.get(step, ""),
        }
        return TemplateResponse(
            request, "admin/overtaken_form.html", context, status=400 if missing else 409
        )

    def _compared(self, form, formsets, before):
        kind, pk = type(form), form.instance.pk
        stored = self.model._default_manager.get(pk=pk)
        record = record_of(stored, before)
        earlier = None
        if record is not None:
            earlier = kind(instance=record.instance)
            earlier.known = [field.name for field in record._meta.fields]
        parts = parts_of(form, kind(instance=stored), earlier)
        for formset in formsets:
            parts += self._rows_compared(formset)
        newest = record_of(stored, version_of(stored))
        user = newest and newest.history_user
        by = person_name(user) if user else "另一位同事"
        return Overtaken(parts, by, getattr(stored, "updated_at", None), version_of(stored))

    def _rows_compared(self, formset):
        for row in formset.initial_forms:
            stored = formset.model._default_manager.filter(pk=row.instance.pk).first()
            if stored is not None:
                yield from parts_of(row, type(row)(instance=stored, prefix=row.prefix), None)


def record_of(stored, version):
    """The record of history that a page of this version was drawn from; None where unknown."""
    if not hasattr(stored, "history") or not hasattr(stored, "updated_at"):
        return None
    try:
        at = parse_datetime(version)
    except ValueError:  # a made-up day
        return None
    if at is None or is_naive(at):
        return None
    return stored.history.filter(updated_at=at).order_by("-history_id").first()


def _typed(data: QueryDict, left_out):
    """Everything that was typed, to be sent once more."""
    for name, values in data.lists():
        if name not in left_out and not name.startswith("_take-"):
            yield from ((name, value) for value in values)
