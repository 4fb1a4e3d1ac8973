"""The editors' desk: admin base for everything publishable.

Editors write, submit and take back; reviewers and managers publish. When a plain editor changes
something public, it leaves the site until a reviewer has seen the change (三审三校); a reviewer's
own change stays public.
"""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.views.decorators.csp import csp_override
from simple_history.admin import SimpleHistoryAdmin

from publishing import workflow
from publishing.editor import EDITOR_CSP
from publishing.fields import RichTextField
from publishing.models import IncompleteError
from regions import access
from regions.scoped_admin import ScopedModelAdmin

# Sections for the fieldsets of subclasses.
PUBLISHING = ("发布", {"fields": ("status_badge", "publish_at", "expire_at")})
RECORD = (
    "记录",
    {
        "fields": ("created_by", "approved_by", "created_at", "updated_at"),
        "classes": ("collapse",),
    },
)
SEEN = "_seen"


class FreshForm:
    """Refuses to overwrite what somebody else has saved since this form was opened."""

    def clean(self):
        cleaned = super().clean()
        rows = type(self.instance)._default_manager.filter(pk=self.instance.pk)
        stored = rows.select_for_update(of=("self",)).values_list("updated_at", flat=True).first()
        if stored is None or self.data.get(SEEN) != stored.isoformat():
            when = f"（{localtime(stored):%H:%M}）" if stored else ""
            raise ValidationError(
                f"您打开本页之后，这条内容已被别人改过{when}，所以没有保存，以免盖掉别人的修改。"
                "您写的文字还在下面：请先复制，再重新打开本页，把需要的部分补上。",
                code="stale",
            )
        return cleaned


class GapsForm:
    """Refuses, once more and in words, what could not be published for want of these facts."""

    gaps = ()

    def clean(self):
        super().clean()
        if self.instance.pk is None:
            named = "、".join(item.label for item in self.gaps)
            text = f"没有发布，也没有保存。请先“保存草稿”，再补上：{named}。"
        else:
            words = "没有保存。公开的内容不能缺：{}。请补上再点一次。"
            text = format_html(words, links_to(self.gaps))
        raise ValidationError(text, code="incomplete")


def links_to(gaps):
    """Labels that lead to their fields in the form."""
    return format_html_join("、", '<a href="#{}">{}</a>', ((g.anchor, g.label) for g in gaps))


class WriterFilter(admin.SimpleListFilter):
    title = "作者"
    parameter_name = "mine"

    def lookups(self, request, model_admin):
        return [("1", "我写的")]

    def queryset(self, request, queryset):
        return queryset.filter(created_by=request.user) if self.value() == "1" else queryset


class PublishableAdmin(ScopedModelAdmin, SimpleHistoryAdmin):
    """Drafts are written by editors and made public by reviewers, by the model's own methods."""

    change_form_template = "admin/publishable_change_form.html"
    readonly_fields = (
        *("status", "status_badge"),
        *("created_by", "approved_by", "created_at", "updated_at"),
    )
    step_actions = ("submit_selected", "approve_selected", "withdraw_selected")

    def __init__(self, model, admin_site):
        super().__init__(model, admin_site)
        # On every desk, whatever actions a subclass adds.
        self.actions = (*self.step_actions, *self.actions)

    @admin.display(description="状态", ordering="status")
    def status_badge(self, obj):
        key, label = obj.status, obj.get_status_display()
        if obj.status == obj.Status.APPROVED and not obj.is_published():
            is_early = obj.expire_at is None or obj.publish_at < obj.expire_at
            is_over = obj.expire_at is not None and obj.expire_at <= localtime()
            key, label = ("over", "已下线") if is_over or not is_early else ("timed", "定时发布")
        return format_html('<span class="badge badge--{}">{}</span>', key, label)

    def get_list_filter(self, request):
        """Every desk narrows to a status and to own texts: the start page links there."""
        declared = [item for item in super().get_list_filter(request) if item != "status"]
        return ["status", *declared, WriterFilter]

    def get_form(self, request, obj=None, change=False, **kwargs):  # noqa: FBT002 -- Django's signature
        form = super().get_form(request, obj, change=change, **kwargs)
        if hasattr(request, "portal_gaps"):
            form = type(form)(form.__name__, (GapsForm, form), {"gaps": request.portal_gaps})
        if obj is None or request.method != "POST":
            return form
        return type(form)(form.__name__, (FreshForm, form), {})

    def steps_for(self, request, obj):
        """The steps this user may take with this object (None: one not yet written)."""
        status = obj.status if obj else workflow.DRAFT
        return [
            step
            for step in workflow.STEPS
            if status in step.statuses and self._allows(request, step.roles, obj)
        ]

    def save_step(self, request, obj, status):
        """What plain saving means: nothing more, unless a plain editor changes public content."""
        may_approve = self._allows(request, access.APPROVERS, obj)
        return workflow.REOPEN if status == workflow.APPROVED and not may_approve else None

    def chosen_step(self, request, obj):
        """The step of the pressed button; PermissionDenied if it was not on offer."""
        pressed = next((step for step in workflow.STEPS if step.name in request.POST), None)
        if pressed is None:
            return self.save_step(request, obj, obj.status)
        if pressed not in self.steps_for(request, obj):
            raise PermissionDenied("您不能对这条内容执行“" + pressed.label + "”。")
        return pressed

    def save_model(self, request, obj, form, change):
        """Saves once, by the step's own method, so the history has one line for one click.

        A stored object waits until what hangs on it is saved: the step may need to see it.
        """
        self.require_region(request, obj, self.change_roles if change else self.add_roles)
        request.portal_step = step = self.chosen_step(request, obj)
        if not change:
            obj.created_by = request.user
        obj._history_user = request.user
        obj._change_reason = step.label if step else "保存"
        if not change:
            self._run(request, obj, step)

    def save_related(self, request, form, formsets, change):
        """Raises IncompleteError, so that nothing is saved, if this would open a gap in public."""
        obj = form.instance
        stored = self.model._default_manager.filter(pk=obj.pk)
        known_gaps = {g.anchor for g in stored.get().missing_before_publishing()}
        super().save_related(request, form, formsets, change)
        if change:
            self._run(request, obj, request.portal_step)
        if obj.status == obj.Status.APPROVED:
            gaps = stored.get().missing_before_publishing()
            if {g.anchor for g in gaps} - known_gaps:
                raise IncompleteError(gaps)

    @staticmethod
    def _run(request, obj, step):
        if step:
            step.run(obj, request.user)
        else:
            obj.save()

    def response_add(self, request, obj, post_url_continue=None):
        if self._tell(request, obj):
            return self.response_post_save_add(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if self._tell(request, obj):
            return self.response_post_save_change(request, obj)
        return super().response_change(request, obj)

    def _tell(self, request, obj):
        step = getattr(request, "portal_step", None)
        if step:
            level = messages.WARNING if step is workflow.REOPEN else messages.SUCCESS
            self.message_user(request, f"“{obj}”{step.done}。", level)
        return step

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):  # noqa: FBT002 -- Django's signature
        may_save = self.has_change_permission(request, obj) if change else True
        saving = self.save_step(request, obj, obj.status if obj else workflow.DRAFT)
        is_draft = obj is None or obj.status in {workflow.DRAFT, workflow.WITHDRAWN}
        context |= {
            "steps": self.steps_for(request, obj) if may_save else [],
            "may_save": may_save,
            "reopens": saving is not None and may_save,
            "save_label": saving.label if saving else "保存草稿" if is_draft else "保存修改",
            "seen": request.POST.get(SEEN) or (obj.updated_at.isoformat() if obj else ""),
            "is_public": bool(obj) and obj.is_published(),
            "gaps": self._gaps_of(obj),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    @staticmethod
    def _gaps_of(obj):
        """What keeps this from being published, as links; empty for what is public already."""
        if obj is None or obj.status == obj.Status.APPROVED:
            return ""
        return links_to(obj.missing_before_publishing())

    def _has_rich_text(self):
        return any(isinstance(field, RichTextField) for field in self.opts.fields)

    def changeform_view(self, request, *args, **kwargs):
        view = super().changeform_view
        view = csp_override(EDITOR_CSP)(view) if self._has_rich_text() else view
        try:
            return view(request, *args, **kwargs)
        except IncompleteError as error:  # rolled back: show the form again, filled in
            request.portal_gaps = error.missing
            for _, files in request.FILES.lists():
                for file in files:
                    file.seek(0)
            return view(request, *args, **kwargs)

    def history_form_view(self, request, *args, **kwargs):
        view = super().history_form_view
        return (csp_override(EDITOR_CSP)(view) if self._has_rich_text() else view)(
            request, *args, **kwargs
        )

    @admin.action(description="提交审核", permissions=["change"])
    def submit_selected(self, request, queryset):
        self._take(request, queryset, workflow.SUBMIT)

    @admin.action(description="通过并发布", permissions=["approve"])
    def approve_selected(self, request, queryset):
        self._take(request, queryset, workflow.APPROVE)

    @admin.action(description="撤回", permissions=["change"])
    def withdraw_selected(self, request, queryset):
        self._take(request, queryset, workflow.WITHDRAW)

    def has_approve_permission(self, request):
        return access.has_role(request.user, access.APPROVERS)

    @transaction.atomic
    def _take(self, request, queryset, step):
        """The step for each selected object that allows it; says how many did not."""
        selected = list(queryset.values_list("pk", flat=True))
        rows = self.model._default_manager.filter(pk__in=selected, status__in=step.statuses)
        mine = self.own_rows(rows, request, step.roles).select_for_update(of=("self",))
        done = refused = 0
        for obj in mine:
            obj._change_reason = step.label
            try:
                step.run(obj, request.user)
            except IncompleteError as error:
                refused += 1
                self.message_user(request, f"“{obj}”没有发布。{error}", messages.ERROR)
                continue
            self.log_change(request, obj, step.label)
            done += 1
        if done:
            self.message_user(request, f"{done} 条内容{step.done}。", messages.SUCCESS)
        if done + refused < len(selected):
            left = len(selected) - done - refused
            self.message_user(
                request,
                f"{left} 条没有改动：状态不合适，或不在您有“{step.label}”权限的地区。",
                messages.WARNING,
            )
