"""Desks of staff accounts and their grants."""

from axes.admin import AccessAttemptAdmin, AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods
from simple_history.admin import SimpleHistoryAdmin

from core.person_names import person_name
from core.seen_version import SeenVersionForm
from regions import access
from regions.deletion_preview import DeletionPreviewMixin
from regions.models import Membership
from regions.open_duties import open_duty
from regions.refused_values import RefusedValuesMixin
from regions.role_words import role_choices
from regions.scoped_admin import ScopedModelAdmin
from regions.sign_in import StaffChangeForm, StaffCreationForm, StaffLoginForm

admin.site.login_form = StaffLoginForm
WHAT_STAYS = "账号和地区定了就不再改。要换账号或地区，请删除这条授权，再新增一条。"


class PersonChoiceField(forms.ModelChoiceField):
    """Of two with the same name the user name tells which."""

    def label_from_instance(self, user):
        return f"{person_name(user)}（{user.get_username()}）"


class MixedFilter(admin.SimpleListFilter):
    title = "审计兼任"
    parameter_name = "mixed"

    def lookups(self, request, model_admin):
        return [("1", "审计又有别的角色")]

    def queryset(self, request, queryset):
        return queryset.mixed() if self.value() == "1" else queryset


class MembershipForm(SeenVersionForm):
    def clean_role(self):
        """The officer of open enquiries stays one until they are given away."""
        role, grant = self.cleaned_data["role"], self.instance
        if grant.pk and role not in access.OFFICERS and (duty := open_duty(grant.user, grant)):
            raise forms.ValidationError(duty.refusal)
        return role


@admin.register(Membership)
class MembershipAdmin(ScopedModelAdmin, SimpleHistoryAdmin):
    """Managers grant roles inside their regions, never to themselves; auditors look.

    A grant keeps its account and region: one that moved would end an audit without saying so.
    """

    form = MembershipForm
    view_roles = frozenset({Membership.Role.MANAGER, Membership.Role.AUDITOR})
    add_roles = change_roles = delete_roles = access.MANAGERS
    list_display = ("person", "role", "region", "created_at")
    list_filter = ("role", MixedFilter)
    list_select_related = ("user", "region")
    search_fields = ("user__username", "user__last_name", "user__first_name", "region__name")
    ordering = ("region__adcode", "user__username", "pk")
    autocomplete_fields = ("region",)

    @admin.display(description="员工", ordering="user__last_name")
    def person(self, grant):
        return person_name(grant.user)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "user":
            kwargs["form_class"] = PersonChoiceField
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        if db_field.name == "role":
            kwargs["help_text"] = " ".join(words for _, words in role_choices())
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_deleted_objects(self, objs, request):
        """A grant without which somebody could not open what is in hand stays."""
        lines, counts, lacking, against = super().get_deleted_objects(objs, request)
        duties = [open_duty(grant.user, without=grant) for grant in objs]
        return lines, counts, lacking, [*against, *(duty.refusal for duty in duties if duty)]

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("person", "region")

    def get_fieldsets(self, request, obj=None):
        can_change = obj is not None and self.has_change_permission(request, obj)
        words = {"description": WHAT_STAYS} if can_change else {}
        account = "user" if obj is None else "person"
        return [(None, {"fields": (account, "region", "role")} | words)]

    def has_change_permission(self, request, obj=None):
        return self._is_not_own(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self._is_not_own(request, obj) and super().has_delete_permission(request, obj)

    def _is_not_own(self, request, obj):
        return request.user.is_superuser or obj is None or obj.user_id != request.user.pk

    def save_model(self, request, obj, form, change):
        if not self._is_not_own(request, obj):
            raise PermissionDenied("不能给自己授权，请找上级负责人或系统管理员。")
        super().save_model(request, obj, form, change)
        if not (obj.user.is_active and obj.user.is_staff):
            self.message_user(
                request,
                f"授权已保存，但账号“{person_name(obj.user)}”还不能登录：请系统管理员在“用户”里勾选“有效”和“工作人员状态”。",
                messages.WARNING,
            )


admin.site.unregister(Group)
admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class UserAdmin(RefusedValuesMixin, DeletionPreviewMixin, DjangoUserAdmin):
    """Accounts are made by superusers; what an account may do is a matter of Membership.

    They are deactivated, never deleted: the records of who did what point to them.
    """

    list_display = ("person", "username", "is_active", "is_staff", "is_superuser", "last_login")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人信息", {"fields": ("last_name", "first_name", "email")}),
        ("登录", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    form = StaffChangeForm
    add_form = StaffCreationForm
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2", "is_staff")}),
    )
    filter_horizontal = ()
    list_filter = ("is_active", "is_staff", "is_superuser")
    actions = ("deactivate",)

    @admin.display(description="姓名", ordering="last_name")
    def person(self, account):
        return person_name(account)

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_actions(self, request, action_location=admin.ActionLocation.CHANGE_LIST):
        actions = super().get_actions(request, action_location)
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description="停用所选账号", permissions=["change"])
    def deactivate(self, request, queryset):
        others = queryset.exclude(pk=request.user.pk).filter(is_active=True)
        duties = {account: open_duty(account) for account in others}
        for account, duty in duties.items():
            if duty:
                words = format_html("{}{}", person_name(account), duty.refusal)
                self.message_user(request, words, messages.WARNING)
        free = [account for account, duty in duties.items() if not duty]
        names = [self._deactivate(request, account) for account in free]
        self.message_user(request, f"已停用 {len(names)} 个账号，记录都保留。自己的账号不能停用。")

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def delete_view(self, request, object_id, extra_context=None):
        """Says why nothing is deleted, and deactivates instead."""
        if not self.has_delete_permission(request):
            raise PermissionDenied
        account = self.get_object(request, unquote(object_id))
        if account is None:
            raise Http404("没有这个账号")
        is_own = account.pk == request.user.pk
        duty = open_duty(account)
        if request.method == "POST" and account.is_active and not is_own and not duty:
            self._deactivate(request, account)
            messages.success(
                request, f"账号“{person_name(account)}”已停用，不能再登录；它的记录都保留。"
            )
            return redirect("admin:auth_user_changelist")
        context = self.admin_site.each_context(request) | {
            "title": f"停用账号“{person_name(account)}”",
            "opts": self.opts,
            "account": account,
            "is_own": is_own,
            "duty": duty,
        }
        status = 400 if request.method == "POST" else 200
        return render(request, "admin/auth/user/deactivate.html", context, status=status)

    def _deactivate(self, request, account):
        account.is_active = False
        account.save(update_fields=["is_active"])
        self.log_change(request, account, "停用")
        return account.username

    def choices_for(self, request, roles):
        """Accounts a manager may grant to: those already known in the manager's regions."""
        known = access.scope(
            Membership.objects.all(), request.user, lookup="region", roles=access.MANAGERS
        )
        others = get_user_model().objects.exclude(pk=request.user.pk)
        return others.filter(is_superuser=False, pk__in=known.values("user")).order_by("username")


# Instead of the registration by axes itself (AXES_ENABLE_ADMIN): its lists fail at made-up filters.


class DoorAdmin(RefusedValuesMixin):
    """Superusers look at it; nobody is asked for grants of Django's own, which nobody holds."""

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser


@admin.register(AccessAttempt)
class AttemptAdmin(DoorAdmin, AccessAttemptAdmin):
    """Failed sign-ins that count against an account or address."""

    @admin.display(description="还能试几次")
    def status(self, attempt):
        left = settings.AXES_FAILURE_LIMIT - attempt.failures_since_start
        return f"{left} 次" if left > 0 else "已锁"

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser


class SignInRecordAdmin(DoorAdmin):
    """What happened at the door is a record of who did what: nobody takes a row away."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(AccessLog)
class SignInAdmin(SignInRecordAdmin, AccessLogAdmin):
    """Who signed in and out."""


@admin.register(AccessFailureLog)
class FailureAdmin(SignInRecordAdmin, AccessFailureLogAdmin):
    """Failed sign-ins, kept after they have ceased to count."""
