"""Changes of public content at the desk: kept beside it, shown in its form, taken over or returned.

A click meets them in three places:
1. Opening the form shows the open change on top of what is public by now; where both changed the
   same, a page asks first (regions.overtaken_forms).
2. Saving what may not be public at once leaves another version of the change; what must be true at
   once (publishing.corrections) is saved in the row beforehand.
3. The page of the change shows what differs and ends its waiting (publishing.pending_change_page).
"""

import copy

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.forms import all_valid
from django.utils.datastructures import MultiValueDict

from publishing import workflow
from publishing.content_checks.subject import region_of
from publishing.form_patches import Part, Patched, files_in, is_empty, patch_of, patched
from publishing.kept_files import NAMED, kept_file
from publishing.models import OpenForm, PendingChange
from publishing.pending_change_page import PendingChangePageMixin
from publishing.review_rounds import answer_returns, own_words_bar
from publishing.typed_preview import is_typed_preview
from regions import access
from regions.refused_values import LONGEST_KEY

State = PendingChange.State
TITLE = "改动还没审完，公开的内容也改过"


class PendingChangeMixin(PendingChangePageMixin):
    """Of a desk whose public rows are changed beside what readers see."""

    # 1. The form with the change in it.

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        pending = self._open_change(object_id)
        if pending is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        request.shown_change = pending
        if request.method == "POST":
            request._files = self._with_kept_files(request, pending)
            return super().changeform_view(request, object_id, form_url, extra_context)
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_change_permission(request, obj):
            request.shown_change = None
            return super().changeform_view(request, object_id, form_url, extra_context)
        found = self.put_on(request, obj, pending)
        drawn = self._as_sent(request, found)
        if found.conflicts:
            return self._choice_of_change(drawn, obj, pending)
        drawn.sentence_as_sent = ""  # drawn as it was sent, and nothing wrong with it
        drawn.is_opened = True
        return super().changeform_view(drawn, object_id, form_url, extra_context)

    def _open_change(self, object_id):
        """One query, and none for what is no number."""
        key = unquote(object_id or "")
        if not (key.isascii() and key.isdecimal() and len(key) <= LONGEST_KEY):
            return None
        rows = PendingChange.objects.open().of_model(self.model)
        return rows.filter(object_id=key).select_related("author", "decided_by").first()

    def preview_typed(self, request, object_id):
        """With the files that wait beside the row."""
        if pending := self._open_change(object_id):
            request._files = self._with_kept_files(request, pending)
        return super().preview_typed(request, object_id)

    def put_on(self, request, obj, pending) -> Patched:
        """The change on the form of the row as it stands now."""
        unsent = copy.copy(request)
        unsent.method = "GET"
        form = self.get_form(unsent, obj, change=True)(instance=obj)
        formsets, _ = self._create_formsets(unsent, obj, change=True)
        found = patched(form, formsets, pending.patch)
        found.data["_change"] = pending.version
        return found

    def as_typed(self, request, obj, typed):
        """What a browser sends that has the form of this row open and types these values."""
        found = self.put_on(request, obj, PendingChange(patch={"fields": {}, "rows": {}}))
        found.data["_change"] = self.version_now(obj)
        for name, value in typed.items():
            found.data[name] = value
        found.data["_save"] = "1"
        return self._as_sent(request, found)

    @staticmethod
    def _as_sent(request, found: Patched):
        sent = copy.copy(request)
        sent.method, sent.POST, sent._files = "POST", found.data, found.files
        return sent

    def _with_kept_files(self, request, pending):
        """Files of the change itself; whatever else a page names is nothing."""
        files = MultiValueDict(request.FILES.copy())
        own = set(pending.files)
        models = None
        for name, value in request.POST.items():
            control = name.removesuffix(NAMED)
            is_free = control not in files and f"{control}-clear" not in request.POST
            if name.endswith(NAMED) and is_free and value in own:
                models = models or self._models_by_prefix(request, pending)
                prefix, _, field_name = control.rpartition("-")
                model = models.get(prefix.rpartition("-")[0], self.model)
                files[control] = kept_file(model, field_name, value)
        return files

    def _models_by_prefix(self, request, pending):
        """Of the rows on the page of this row."""
        obj = self.get_object(request, str(pending.object_id))
        found = self.get_formsets_with_inlines(request, obj)
        return {formset.get_default_prefix(): inline.model for formset, inline in found}

    def _choice_of_change(self, sent, obj, pending):
        form = self.get_form(sent, obj, change=True)(sent.POST, sent.FILES, instance=obj)
        formsets, _ = self._create_formsets(sent, obj, change=True)
        before = pending.version_at.isoformat()
        page = self._choice_page(sent, form, formsets, before)
        page.context_data |= {"title": TITLE, "pending": pending}
        return page

    # 2. Saving.

    def keeps(self, request, form, formsets, changes) -> bool:
        """Whether what was typed waits beside what is public; in a preview nothing does."""
        if form.cleaned_data["step"] is not workflow.SAVE or is_typed_preview(request):
            return False
        may_approve = self._signs_alone(request, form.instance)
        has_pending = form.pending is not None
        step = workflow.saving(
            form.instance, changes, may_approve=may_approve, has_pending=has_pending
        )
        return step is workflow.KEEP

    def _signs_alone(self, request, obj):
        """Whether a reviewer's own word is enough: nobody else could sign what he types."""
        return (
            self._allows(request, access.APPROVERS, obj)
            and obj.signatures_needed() == 1
            and not own_words_bar(request.user, region_of(obj))
        )

    def keep_change(self, request, form, formsets):
        """What must be true at once into the row, all else beside it."""
        patch = self._less_corrections(request, form, formsets)
        obj = self.model._default_manager.get(pk=form.instance.pk)
        is_finished = not self._goes_on(request)
        PendingChange.objects.keep(
            obj, request.user, patch, files=files_in(patch), is_finished=is_finished
        )
        if is_finished:
            answer_returns(obj, request.user)
        form.kept_labels = patch["labels"]
        OpenForm.objects.of(obj).filter(user=request.user).delete()
        done = (workflow.KEEP if is_finished else workflow.KEEP_DRAFT).done
        self.message_user(request, f"“{obj}”的改动{done}。", messages.SUCCESS)

    def _less_corrections(self, request, form, formsets):
        """The patch that waits; corrections are saved, unless they cannot stand without it."""
        rest = patch_of(form, formsets, Part.WAITING)
        now = patch_of(form, formsets, Part.AT_ONCE)
        at_once = {name: form.cleaned_data.get(name) for name in form.immediate}
        if is_empty(now) and not any(at_once.values()):
            return rest
        if self._save_at_once(request, form.instance.pk, now, at_once):
            return rest
        return patch_of(form, formsets)

    def _save_at_once(self, request, pk, patch, at_once) -> bool:
        """Through the very form of the row, so that its rules hold; False where they do not."""
        obj = self.model._default_manager.get(pk=pk)
        now = PendingChange(patch=patch)
        found = self.put_on(request, obj, now)
        found.data["_change"] = self.version_now(obj)
        for name, value in at_once.items():
            found.data[name] = value or ""
        sent = self._as_sent(request, found)
        form = self.get_form(sent, obj, change=True)(sent.POST, sent.FILES, instance=obj)
        is_good = form.is_valid()
        row = self.save_form(sent, form, change=True) if is_good else form.instance
        formsets, _ = self._create_formsets(sent, row, change=True)
        if not (all_valid(formsets) and is_good):
            return False
        form.is_part = True
        self.save_model(sent, row, form, change=True)
        self.save_related(sent, form, formsets, change=True)
        return True

    @staticmethod
    def version_now(obj):
        pending = PendingChange.objects.open_of(obj)
        return pending.version if pending else ""

    def close_change(self, request, form, step):
        """The form that showed the change was saved into the row itself."""
        if form.pending is None or form.is_part:
            return
        if step is workflow.ACCEPT:
            form.pending.close(State.PUBLISHED, request.user)
        elif form.instance.status == workflow.APPROVED:
            form.pending.close(State.DROPPED, request.user)
            self.message_user(request, "原来待审的改动没有留下，公开的内容就是您现在存的。")
        else:
            form.pending.close(State.MERGED, request.user)
