"""Desks of regions and sites."""

from django import forms
from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from regions import access
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


FACT_KEYS = {"label", "value", "unit", "source", "as_of"}


class AccentForm(forms.ModelForm):
    """Accent colours as bounded numbers: the system owns lightness, so every hue stays legible."""

    class Meta:
        widgets = {
            "hue": forms.NumberInput(attrs={"min": 0, "max": 359}),
            "chroma": forms.NumberInput(attrs={"min": 0, "max": "0.12", "step": "0.001"}),
            "warm": forms.NumberInput(attrs={"min": 0, "max": 359}),
            "stone": forms.NumberInput(attrs={"min": 0, "max": 359}),
        }

    def clean_facts(self):
        """A list of facts in words: anything else would take the site's home page down."""
        facts = self.cleaned_data["facts"] or []
        if not isinstance(facts, list) or not all(map(is_fact, facts)):
            raise forms.ValidationError(
                "应为列表，每项含 label、value、source，可加 unit、as_of，值都写在引号里，例如："
                '[{"label": "市区海拔", "value": "约 2,780", "unit": "米", "source": "地理资料"}]'
            )
        return facts


def is_fact(item) -> bool:
    return (
        isinstance(item, dict)
        and {"label", "value", "source"} <= item.keys() <= FACT_KEYS
        and all(isinstance(text, str) and "\0" not in text for text in item.values())
    )


class ServiceTileInline(ScopedInline):
    model = ServiceTile
    region_lookup = "site__region"
    add_roles = change_roles = delete_roles = access.MANAGERS


class FriendLinkInline(ScopedInline):
    model = FriendLink
    fk_name = "site"
    region_lookup = "site__region"
    add_roles = change_roles = delete_roles = access.MANAGERS

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A link may lead to any public site of the network, whoever keeps it."""
        if db_field.name == "to_site":
            kwargs["queryset"] = Site.objects.live().order_by("slug")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


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
