"""Desks of regions and sites."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from regions import access
from regions.forms import SiteForm
from regions.models import FriendLink, Region, RegionAlias, ServiceTile, Site
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


class ServiceTileInline(ScopedInline):
    is_cards = True
    model = ServiceTile
    region_lookup = "site__region"
    add_roles = change_roles = delete_roles = access.MANAGERS


class LinkedSitesMixin:
    """A link may lead to any public site of the network, whoever keeps it."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "to_site":
            kwargs["queryset"] = Site.objects.live().order_by("slug")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class FriendLinkInline(LinkedSitesMixin, ScopedInline):
    model = FriendLink
    fk_name = "site"
    region_lookup = "site__region"
    add_roles = change_roles = delete_roles = access.MANAGERS


@admin.register(Site)
class SiteAdmin(ScopedModelAdmin, SimpleHistoryAdmin):
    form = SiteForm
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
        (
            "首页",
            {"fields": ("logo", "favicon", "scene", "hero", "slogan", "introduction", "facts")},
        ),
        (
            "联系",
            {
                "fields": (
                    *("hotline", "hotline_hours", "reply_working_days"),
                    *("is_reply_time_published", "address"),
                )
            },
        ),
        ("咨询卡片", {"fields": ("consult_prompt", "consult_delay_seconds", "mini_program_url")}),
        (
            "主办与备案",
            {
                "fields": (
                    *("organiser", "profile", "site_code"),
                    *("icp_number", "police_number", "map_approval_number", "footer_text"),
                )
            },
        ),
        (
            "颜色",
            {
                "fields": ("hue", "chroma", "warm", "stone"),
                "description": "色相 0–359，浓度 0–0.12；明暗由系统掌握，任何取值都看得清。",
            },
        ),
        (
            "审签",
            {
                "fields": ("review_steps", "is_self_review_allowed", "is_signature_shown"),
                "description": "由不同的人依次签字，写过、改过稿子的人不签；签完才公开。",
            },
        ),
        ("上线", {"fields": ("domain", "is_live", "is_home", "is_demo")}),
    )

    @admin.display(description="站点")
    def name(self, site):
        return site.name

    def get_readonly_fields(self, request, obj=None):
        return () if request.user.is_superuser else self.reserved_fields
