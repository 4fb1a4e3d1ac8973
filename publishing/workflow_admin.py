"""The admin of everything publishable: what a click does, in the form and on the list.

Editors write, submit and take back; reviewers and managers publish. When a plain editor changes
something public, the change waits beside it until a reviewer has seen it (三审三校, ADR 46); what
must be true at once (publishing.corrections) and a reviewer's own change are public at once.

A click in the form passes four places:
1. WorkflowForm refuses bad input, what somebody else has changed meanwhile, and gaps in public.
2. save_model refuses a step that this user may not take.
3. save_related stores the rows that hang on the object, then the object itself together with the
   step: one save, one line of history, one message. What has to wait is kept beside the object
   instead (publishing.pending_change_admin).
4. response_add and response_change lead back to the list.
"""

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.views.decorators.csp import csp_override
from simple_history.admin import SimpleHistoryAdmin

from publishing import workflow
from publishing.asset_choices import AssetChoiceMixin
from publishing.content_checks.gate import Checked, sign_ticked
from publishing.content_checks.rule_book import books_kept
from publishing.corrections import Changes
from publishing.editor import EDITOR_CSP
from publishing.embedded_pictures import left_behind_sentence
from publishing.fields import RichTextField
from publishing.form_panels import (
    Mark,
    checked_rows,
    groups_of,
    missing_marks,
    name_of,
    open_findings,
    stages_of,
    versions_of,
)
from publishing.forms import MinuteField, WorkflowForm, links_to
from publishing.minor_corrections import why_not_minor
from publishing.missing_picture_admin import MissingPictureMixin
from publishing.models import NotAllowedError, OpenForm, PendingChange, VersionRows
from publishing.pending_change_admin import PendingChangeMixin
from publishing.preview_link_admin import PreviewLinkMixin
from publishing.publishable_lists import (
    PendingChangeFilter,
    PublicFilter,
    WithPendingChanges,
    WriterFilter,
)
from publishing.restore_admin import RestoreMixin
from publishing.review_admin import UNSIGNED, ReviewMixin
from publishing.review_rounds import why_not_own
from publishing.typed_preview import TypedPreviewMixin
from publishing.undo_admin import UndoMixin
from publishing.visibility import coming_up, in_minutes, on_the_day, visibility_of
from publishing.widgets import RichTextFormField
from regions import access
from regions.scoped_admin import ScopedModelAdmin

# For the fieldsets of subclasses. Sections of class `side` stand in the column beside the text.
PUBLISHING = ("时间", {"fields": ("publish_at", "expire_at"), "classes": ("side",)})
RECORD = (
    "记录",
    {
        "fields": ("created_by", "approved_by", "created_at", "updated_at"),
        "classes": ("side", "collapse"),
    },
)
LONGEST_REASON = 100
ALSO_WAITING = "旁边还有待审的改动，先处理那一份。"
CHANGED = (
    '<span class="badge badge--{}">{}</span> <span class="badge badge--in_review">改动{}</span>'
)


class PublishableAdmin(
    ReviewMixin,
    PendingChangeMixin,
    TypedPreviewMixin,
    MissingPictureMixin,
    PreviewLinkMixin,
    RestoreMixin,
    UndoMixin,
    AssetChoiceMixin,
    ScopedModelAdmin,
    SimpleHistoryAdmin,
):
    """Drafts are written by editors and made public by reviewers, by the model's own methods."""

    form = WorkflowForm
    formfield_overrides = {models.DateTimeField: {"form_class": MinuteField}}
    change_form_template = "admin/publishable_change_form.html"
    readonly_fields = (
        *("status", "status_badge"),
        *("created_by", "approved_by", "created_at", "updated_at"),
    )
    step_labels = {step.name: step.label for step in workflow.BUTTONS}
    has_jump_list = False  # for forms too long to see at once
    step_actions = ("submit_selected", "approve_selected", "withdraw_selected")
    overtaken_by = (IntegrityError, NotAllowedError)
    # Which rows a reviewer may sign from the start page without opening them: a Q, None for none.
    signed_unopened = None

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        # In every list, whatever actions a subclass adds.
        self.actions = (*self.step_actions, *self.actions)

    # Who may do what.

    def steps_for(self, request, obj, pending=None, found=None):
        """The steps on offer to this user for this object (None: one not yet written).

        Where another has to sign, a change that waits is signed on its own page: what a form sends
        is typed.
        """
        status = obj.status if obj else workflow.DRAFT
        steps = workflow.STEPS if pending is None else (workflow.ACCEPT, *workflow.STEPS)
        offered = [
            step
            for step in steps
            if status in step.statuses and self._allows(request, step.roles, obj)
        ]
        if found is not None and found.has_steps:
            return list(self.signed_steps(offered, found, obj, request.user))
        if found is not None and self.has_approve_permission(request):
            change = pending if status == workflow.APPROVED else None
            if why_not_own(obj, request.user, change, is_typed=change is not None):
                return [step for step in offered if step.name != workflow.APPROVE.name]
        return offered

    def require_step(self, request, step, obj):
        """Raises PermissionDenied unless the user may take the step where the object belongs."""
        user = request.user
        may = user.is_superuser or access.has_role(user, step.roles, self.region_of(obj))
        if not may or obj.status not in step.statuses:
            raise PermissionDenied(f"您不能对这条内容执行“{step.label}”。")

    def has_approve_permission(self, request):
        return access.has_role(request.user, access.APPROVERS)

    # A click in the form.

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        form.may_approve = self._allows(request, access.APPROVERS, obj)
        form.found_in_rows = getattr(request, "found_in_rows", "")
        return form

    def save_model(self, request, obj, form, change):
        """A new object is stored here: the rows that hang on it need its number."""
        self._name_pictures_left_behind(request, form)
        self.require_region(request, obj, self.change_roles if change else self.add_roles)
        self.require_step(request, form.cleaned_data["step"], obj)
        obj._history_user = request.user
        if not change:
            obj.created_by = request.user
            step = form.cleaned_data["step"]
            if step.is_signature(obj):
                self.step_unsigned(request, form, UNSIGNED)
            elif step is workflow.APPROVE and (
                why := why_not_own(obj, request.user, is_typed=True)
            ):
                self.step_unsigned(request, form, why)
            step = form.cleaned_data["step"]
            self._take(request, obj, step, step.label)

    def _name_pictures_left_behind(self, request, form):
        for name, field in form.fields.items():
            if not isinstance(field, RichTextFormField) or name not in form.changed_data:
                continue
            if sentence := left_behind_sentence(form[name].data or "", field.label):
                self.message_user(request, sentence, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        """A stored object waits for them: what they change decides what saving means."""
        self.say_what_was_tidied(request, form)
        changes = Changes.of(form, formsets) if change else None
        if change and self.signs(request, form, changes):
            return
        if change and form.cleaned_data["step"] is workflow.MINOR:
            self._keep_unless_minor(request, form, formsets)
        if change and self.keeps(request, form, formsets, changes):
            self.keep_change(request, form, formsets)
            self._sign(request, form)
            return
        if change:
            VersionRows.objects.note(self.model, [form.instance.pk])  # as they were until now
        super().save_related(request, form, formsets, change)
        self._refuse_rows(request, form)
        if change:
            step, reason = self._meant(form, changes)
            form.instance.accepted_change = form.pending
            self._take(request, form.instance, step, reason)
            self._sign(request, form)
            self.close_change(request, form, step)
        VersionRows.objects.note(self.model, [form.instance.pk])

    @staticmethod
    def _refuse_rows(request, form):
        """What a caption says is read once it is stored: refused, the form is drawn anew."""
        obj = form.instance
        if not obj.checked_rows:
            return
        for name in obj.checked_rows:
            obj._state.fields_cache.pop(name, None)
        checked = Checked.of(obj)
        try:
            form.refuse_findings_of_rows(checked)
        except NotAllowedError as error:
            request.checked_with_rows, request.found_in_rows = checked, str(error)
            raise

    def _sign(self, request, form):
        if self._allows(request, access.APPROVERS, form.instance):
            sign_ticked(form.instance, form.ticked(), request.user)

    def _keep_unless_minor(self, request, form, formsets):
        """What reaches further than a small correction is saved as if 保存 had been pressed."""
        why = ALSO_WAITING if form.pending is not None else why_not_minor(form, formsets)
        if why:
            self.message_user(request, f"不能当小改动马上公开：{why}", messages.WARNING)
        if why or not form.has_changed():
            form.cleaned_data["step"] = workflow.SAVE

    def _meant(self, form, changes):
        """The step of the pressed button, or what saving means; and the reason for the history."""
        step, words = form.cleaned_data["step"], "、".join(changes.labels)
        if step is workflow.SAVE:
            step = workflow.saving(form.instance, changes, may_approve=True)
        if step in (workflow.CORRECT, workflow.ACCEPT, workflow.MINOR):
            return step, f"{step.label}：{words}"
        if step in workflow.BUTTONS and changes:  # more than can be taken back (publishing.undo)
            return step, f"{step.label}，同时改了：{words}"
        return step, step.label

    def _take(self, request, obj, step, reason):
        obj._change_reason = reason[:LONGEST_REASON]
        step.apply(obj, request.user)
        obj.save()
        if step is workflow.SAVE and self._goes_on(request):
            return  # Django says so, with what comes next.
        OpenForm.objects.of(obj).filter(user=request.user).delete()
        said = format_html("“{}”{}。", self._named(obj, step), step.done)
        self.message_user(request, self.with_undo(said, [obj]), messages.SUCCESS)

    def construct_change_message(self, request, form, formsets, add=False):  # noqa: FBT002 -- Django's signature
        """What only waits, or was signed, has not changed the row."""
        if signed_as := getattr(form, "signed_as", None):
            return signed_as
        if kept := getattr(form, "kept_labels", None):
            return f"改动待审：{'、'.join(kept)}"
        return super().construct_change_message(request, form, formsets, add)

    def _named(self, obj, step):
        """The object; once saved, it is a click away from the list."""
        if step is not workflow.SAVE:
            return obj
        url = reverse(admin_urlname(self.opts, "change"), args=[obj.pk])
        return format_html('<a href="{}">{}</a>', url, obj)

    def response_add(self, request, obj, post_url_continue=None):
        if self._goes_on(request):
            return super().response_add(request, obj, post_url_continue)
        return self.response_post_save_add(request, obj)

    def response_change(self, request, obj):
        if self._goes_on(request):
            return super().response_change(request, obj)
        return self.response_post_save_change(request, obj)

    @staticmethod
    def _goes_on(request):
        """Whether the user stays at the form, or goes back to the one from which this popped up."""
        return "_continue" in request.POST or IS_POPUP_VAR in request.POST

    # The page of the form.

    def changeform_view(self, request, object_id=None, *args, **kwargs):
        if request.method == "POST" and "_preview" in request.POST:
            return self.preview_typed(request, object_id)
        return self._letting_editor_start(super().changeform_view)(
            request, object_id, *args, **kwargs
        )

    def history_form_view(self, request, *args, **kwargs):
        return self._letting_editor_start(super().history_form_view)(request, *args, **kwargs)

    def _letting_editor_start(self, view):
        has_rich_text = any(isinstance(field, RichTextField) for field in self.opts.fields)
        return csp_override(EDITOR_CSP)(view) if has_rich_text else view

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002 -- Django's signature
        may_save = self.has_change_permission(request, obj) if change else True
        is_approved = obj is not None and obj.status == workflow.APPROVED
        pending = getattr(request, "shown_change", None) or context["adminform"].form.pending
        may_approve = self._allows(request, access.APPROVERS, obj)
        has_to_wait = is_approved and not self._signs_alone(request, obj)
        keeps = is_approved and may_save and (pending is not None or has_to_wait)
        is_opened = request.method == "GET" or hasattr(request, "is_opened")
        if change and may_save and is_opened:
            context["also_open"] = list(OpenForm.objects.of_others(obj, request.user))
            OpenForm.objects.note(obj, request.user)
        found = self.round_shown(obj, pending)
        context |= {
            "steps": self.steps_for(request, obj, pending, found) if may_save else [],
            "may_save": may_save,
            "keeps": keeps,
            "pending": pending,
            "may_accept": may_approve,
            "pending_url_name": self._url_name("pending_change"),
            "corrections": self._correctable(context["adminform"].form),
            "save_label": self._save_label(obj, keeps=keeps),
            "is_public": bool(obj) and obj.is_published(),
            "gaps": "" if obj is None or is_approved else links_to(obj.missing_before_publishing()),
            **self._panels(request, obj, context["adminform"].form),
            "groups": self._groups(context, obj),
            "round": found,
            "comments": self.comments_of(obj) if obj else [],
            "review_url_name": self._url_name("review"),
            "preview_links": self.preview_links_of(request, obj),
            "links_url_name": self._url_name("preview_links"),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _panels(self, request, obj, form):
        checked = getattr(request, "checked_with_rows", None) or (Checked.of(obj) if obj else None)
        return {
            "badge": self.status_badge(obj) if obj else "",
            "visibility": visibility_of(obj) if obj else None,
            "coming_up": coming_up(obj) if obj else "",
            "inside": self._inside_step(request, obj),
            "stages": stages_of(obj),
            "versions": versions_of(obj) if obj else [],
            "version_url_name": self._url_name("simple_history"),
            "restore_url_name": self._url_name("restore"),
            "marks": self.marks_for(obj) if obj else [],
            "checked": checked_rows(checked) if checked else [],
            "is_as_stored": not form.is_bound,  # else the page of the text says something else
            "ticked": form.ticked(),
        }

    def _inside_step(self, request, obj):
        """The button that keeps it from the public; None where it is not on offer."""
        step = workflow.KEEP_INSIDE
        may = obj is not None and obj.status in step.statuses
        return step if may and self._allows(request, step.roles, obj) else None

    def _url_name(self, view):
        return f"{self.admin_site.name}:{self.opts.app_label}_{self.opts.model_name}_{view}"

    def marks_for(self, obj) -> list[Mark]:
        """What a look at the stored row finds before it is published, the weightiest first."""
        return missing_marks(obj)

    def _groups(self, context, obj):
        """The headings of a long form, to jump to."""
        if not self.has_jump_list:
            return []
        return groups_of(context, self.expected_facts(obj) if obj else [])

    def expected_facts(self, obj):
        """What is worth filling in and still empty: counted beside each heading."""
        return obj.missing_before_publishing()

    def _correctable(self, form):
        """Labels of what may be corrected in this form without a second review."""
        shown = [name for name in self.model.corrections if name in form.fields]
        return "、".join(form.fields[name].label for name in shown)

    def _save_label(self, obj, *, keeps):
        if keeps:
            return workflow.KEEP.label
        is_draft = obj is None or obj.status in {workflow.DRAFT, workflow.WITHDRAWN}
        return "保存草稿" if is_draft else "保存修改"

    # The list.

    def get_changelist(self, request, **kwargs):
        return WithPendingChanges

    @admin.display(description="状态", ordering="status")
    def status_badge(self, obj):
        key, label = obj.status, obj.get_status_display()
        if obj.status == obj.Status.APPROVED and not obj.is_published():
            is_over = obj.expire_at is not None and obj.expire_at <= localtime()
            timed = ("timed", f"将于 {on_the_day(obj.publish_at)} 公开")
            key, label = ("over", "已下线") if is_over else timed
        if waiting := getattr(obj, "change_state", None):
            words = PendingChange.State(waiting).label
            return format_html(CHANGED, key, label, words)
        return format_html('<span class="badge badge--{}">{}</span>', key, label)

    @admin.display(description="公开", ordering="publish_at")
    def public_since(self, obj):
        """Since when readers see it; else what stands in the way, and the way out."""
        shown = visibility_of(obj)
        if shown.is_public:
            return f"{localtime(shown.at):%Y-%m-%d}"
        words = f"{shown.label} {in_minutes(shown.at)}" if shown.at else shown.label
        return format_html("{}<p>{}</p>", words, shown.way_out)

    @admin.display(description="作者", ordering="created_by")
    def writer(self, obj):
        return name_of(obj.created_by) if obj.created_by else "没有记录"

    @admin.display(description="检查")
    def checks(self, obj):
        """How many findings stand open, the weightiest first; of lists whose marks ask nothing."""
        return open_findings(self.marks_for(obj)) or "全过"

    def get_list_filter(self, request):
        """Every list narrows to a status and to own texts: the start page links there."""
        declared = [item for item in super().get_list_filter(request) if item != "status"]
        return ["status", PublicFilter, PendingChangeFilter, *declared, WriterFilter]

    @admin.action(description="提交审核", permissions=["change"])
    def submit_selected(self, request, queryset):
        self._take_selected(request, queryset, workflow.SUBMIT)

    @admin.action(description="通过并发布", permissions=["approve"])
    def approve_selected(self, request, queryset):
        self._take_selected(request, queryset, workflow.APPROVE)

    @admin.action(description="撤回", permissions=["change"])
    def withdraw_selected(self, request, queryset):
        self._take_selected(request, queryset, workflow.WITHDRAW)

    def _take_selected(self, request, queryset, step):
        """The step for each selected object that allows it; says how many did not."""
        chosen = set(queryset.values_list("pk", flat=True))
        rows = self.model._default_manager.filter(pk__in=chosen, status__in=step.statuses)
        mine = self.own_rows(rows, request, step.roles)
        done, refused = self.change_each(
            request, mine, lambda obj: step.take(obj, request.user), step.label, step.undone
        )
        for words in dict.fromkeys(step.said_of(obj) for obj in done):
            same = [obj for obj in done if step.said_of(obj) == words]
            said = f"{len(same)} 条内容{words}。"
            if words != workflow.SIGNED:
                said = self.with_undo(said, same)
            self.message_user(request, said, messages.SUCCESS)
        if left := len(chosen) - len(done) - refused:
            self.message_user(
                request,
                f"{left} 条没有改动：状态不合适，或不在您有“{step.label}”权限的地区。",
                messages.WARNING,
            )

    @books_kept()
    def change_each(self, request, rows, change, reason, undone="没有改动"):
        """`change(obj)` for every row by itself, logged with the reason: those done, how many not.

        A row is locked no longer than its own change takes, and a refusal is said in words.
        """
        done, refused = [], 0
        for obj in rows.order_by("pk"):
            obj._change_reason = reason[:LONGEST_REASON]
            try:
                with transaction.atomic():
                    change(obj)
                    self.log_change(request, obj, getattr(obj, "signed_as", reason))
            except NotAllowedError as error:
                refused += 1
                self.message_user(request, f"“{obj}”{undone}。{error}", messages.ERROR)
            else:
                done.append(obj)
        return done, refused
