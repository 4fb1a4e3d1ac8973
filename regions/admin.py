"""Desks of regions, sites, staff accounts and their grants."""

from django import forms
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from simple_history.admin import SimpleHistoryAdmin

from regions import access
from regions.models import FriendLink, Membership, Region, RegionAlias, ServiceTile, Site
from regions.scoped_admin import ScopedInline, ScopedModelAdmin

NOBODY = frozenset()


class RegionAliasInline(ScopedInline):
    model = RegionAlias
    region_lookup = "region"
    add_roles = change_roles = delete_roles = NOBODY


@admin.register(Region)
class RegionAdmin(ScopedModelAdmin):
    """The tree of GB/T 2260: loaded by load_divisions, only looked up here."""

    region_lookup = ""
    add_roles = change_roles = delete_roles = NOBODY
    list_display = ("name", "adcode", "level", "kind", "parent")
    list_filter = ("level", "kind")
    list_select_related = ("parent",)
    search_fields = ("name", "short_name", "adcode", "aliases__name")
    search_help_text = "按名称、简称、别名或 6 位区划代码查找"
    ordering = ("adcode",)
    readonly_fields = ("parent", "adcode", "path", "level")
    inlines = (RegionAliasInline,)

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class AccentForm(forms.ModelForm):
    """Accent colours as bounded numbers: the system owns lightness, so every hue stays legible."""

    class Meta:
        widgets = {
            "hue": forms.NumberInput(attrs={"min": 0, "max": 359}),
            "chroma": forms.NumberInput(attrs={"min": 0, "max": "0.12", "step": "0.001"}),
            "warm": forms.NumberInput(attrs={"min": 0, "max": 359}),
            "stone": forms.NumberInput(attrs={"min": 0, "max": 359}),
        }


class ServiceTileInline(ScopedInline):
    model = ServiceTile
    region_lookup = "site__region"
    add_roles = change_roles = delete_roles = access.MANAGERS


class FriendLinkInline(ScopedInline):
    model = FriendLink
    fk_name = "site"
    region_lookup = "site__region"
    add_roles = change_roles = delete_roles = access.MANAGERS


@admin.register(Site)
class SiteAdmin(ScopedModelAdmin, SimpleHistoryAdmin):
    form = AccentForm
    add_roles = delete_roles = NOBODY
    change_roles = access.MANAGERS
    list_display = ("name", "slug", "region", "profile", "is_live")
    list_filter = ("is_live", "profile")
    list_select_related = ("region",)
    search_fields = ("short_name", "slug", "platform_name")
    ordering = ("slug",)
    autocomplete_fields = ("region",)
    inlines = (ServiceTileInline, FriendLinkInline)
    # What a site is and where it lives; managers change what it says.
    reserved_fields = ("region", "slug", "profile", "site_code", "domain", "is_home", "is_demo")
    fieldsets = (
        ("站点", {"fields": ("region", "slug", "short_name", "product_name", "platform_name")}),
        ("首页", {"fields": ("slogan", "introduction", "facts")}),
        ("联系", {"fields": ("hotline", "hotline_hours", "reply_working_days", "address")}),
        ("咨询卡片", {"fields": ("consult_prompt", "consult_delay_seconds", "mini_program_url")}),
        (
            "主办与备案",
            {"fields": ("organiser", "profile", "site_code", "icp_number", "police_number")},
        ),
        (
            "颜色",
            {
                "fields": ("hue", "chroma", "warm", "stone"),
                "description": "色相 0–359，浓度 0–0.12；明暗由系统掌握，任何取值都看得清。",
            },
        ),
        ("上线", {"fields": ("domain", "is_live", "is_home", "is_demo")}),
    )

    def get_readonly_fields(self, request, obj=None):
        return () if request.user.is_superuser else self.reserved_fields


@admin.register(Membership)
class MembershipAdmin(ScopedModelAdmin, SimpleHistoryAdmin):
    """Managers grant roles inside their regions, never to themselves; auditors look."""

    view_roles = frozenset({Membership.Role.MANAGER, Membership.Role.AUDITOR})
    add_roles = change_roles = delete_roles = access.MANAGERS
    list_display = ("user", "role", "region", "created_at")
    list_filter = ("role",)
    list_select_related = ("user", "region")
    search_fields = ("user__username", "region__name")
    ordering = ("region__adcode", "user__username", "pk")
    autocomplete_fields = ("region",)

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


admin.site.unregister(Group)
admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class UserAdmin(DjangoUserAdmin):
    """Accounts are made by superusers; what an account may do is a matter of Membership."""

    list_display = ("username", "last_name", "is_active", "is_staff", "is_superuser", "last_login")
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        ("个人信息", {"fields": ("last_name", "first_name", "email")}),
        ("登录", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("时间", {"fields": ("last_login", "date_joined")}),
    )
    filter_horizontal = ()
    list_filter = ("is_active", "is_staff", "is_superuser")

    def has_module_permission(self, request):
        return request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return request.user.is_superuser

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def choices_for(self, request, roles):
        """Accounts a manager may grant to: those already known in the manager's regions."""
        known = access.scope(
            Membership.objects.all(), request.user, lookup="region", roles=access.MANAGERS
        )
        others = get_user_model().objects.exclude(pk=request.user.pk)
        return others.filter(is_superuser=False, pk__in=known.values("user")).order_by("username")
