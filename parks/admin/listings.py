"""A listing with the typed columns of its kind, photos and files."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils.html import format_html

from parks.admin.listing_inlines import (
    BuildingSpecInline,
    FileInline,
    LandTermsInline,
    PhotoInline,
)
from parks.models import Listing
from publishing.desk import PUBLISHING, RECORD, PublishableAdmin
from regions import access


@admin.register(Listing)
class ListingAdmin(PublishableAdmin):
    list_display = (
        "title_and_code",
        "kind",
        "park_name",
        "status_badge",
        "status_of_offer",
        "freshness",
        "completeness_percent",
    )
    list_filter = ("kind", "status", "status_of_offer", "offer", "is_demo")
    list_select_related = ("region", "park", "land_terms", "building_spec")
    search_fields = ("code", "title", "address")
    ordering = ("-pk",)
    autocomplete_fields = ("region", "park")
    filter_horizontal = ("industries",)
    actions = (*PublishableAdmin.actions, "verify_today", "start_negotiation", "mark_taken")
    readonly_fields = (
        *PublishableAdmin.readonly_fields,
        *("verified_at", "verified_by", "verified_evidence"),
    )
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("code", "kind", "offer", "title", "summary", "region", "park"),
                    "is_demo",
                ),
                "description": "保存后按类型出现“土地条件”或“建筑条件”。",
            },
        ),
        (
            "面积与价格",
            {
                "fields": (
                    ("area_sqm", "divisible_from_sqm"),
                    ("price_amount", "price_unit", "price_basis"),
                    "available_on",
                    "industries",
                ),
                "description": "面积一律填 ㎡：亩数 × 666.67。"
                "面议时价格和单位都留空，在“价格口径”写原因。",
            },
        ),
        ("位置", {"fields": ("address", ("latitude", "longitude"))}),
        ("详细说明", {"fields": ("body",)}),
        (
            "供应与核实",
            {
                "fields": (
                    "status_of_offer",
                    ("verified_at", "verified_by", "verified_evidence"),
                ),
                "description": "核实：在列表里勾选，再选动作“标记为已核实（今天）”。",
            },
        ),
        PUBLISHING,
        RECORD,
    )

    def get_inlines(self, request, obj):
        if obj is None:
            return (PhotoInline, FileInline)
        return (LandTermsInline if obj.is_land else BuildingSpecInline, PhotoInline, FileInline)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        form.instance.index()  # Industries are written after the listing itself.

    def get_readonly_fields(self, request, obj=None):
        """A saved listing keeps its kind: the typed columns hang on it."""
        fields = super().get_readonly_fields(request, obj)
        return (*fields, "kind") if obj else fields

    @admin.display(description="标题与编号", ordering="code")
    def title_and_code(self, listing):
        return format_html("{}<br>{}", listing.title, listing.code)

    @admin.display(description="园区", ordering="park__name")
    def park_name(self, listing):
        return listing.park

    @admin.display(description="核实", ordering="verified_at")
    def freshness(self, listing):
        return listing.verified_label

    @admin.display(description="完整度")
    def completeness_percent(self, listing):
        return f"{listing.completeness()}%"

    @admin.action(description="标记为已核实（今天）", permissions=["change"])
    def verify_today(self, request, queryset):
        def verify(listing):
            listing.verify(by=self._post_of(request.user, listing.region), evidence="后台登记")

        self._for_each(request, queryset, verify)

    @admin.action(description="设为洽谈中", permissions=["change"])
    def start_negotiation(self, request, queryset):
        self._for_each(request, queryset, Listing.start_negotiation)

    @admin.action(description="设为已租售", permissions=["change"])
    def mark_taken(self, request, queryset):
        self._for_each(request, queryset, Listing.mark_taken)

    def _for_each(self, request, queryset, change):
        """`change` for every chosen row the user may change; says how many were left alone."""
        chosen = list(queryset.values_list("pk", flat=True))
        mine = self.own_rows(Listing.objects.filter(pk__in=chosen), request, self.change_roles)
        with transaction.atomic():
            rows = list(mine.select_related("region", "park").select_for_update(of=("self",)))
            for listing in rows:
                change(listing)
                self.log_change(request, listing, "供应与核实")
        self.message_user(request, f"已处理 {len(rows)} 条。", messages.SUCCESS)
        if len(rows) < len(chosen):
            left = f"{len(chosen) - len(rows)} 条不在您可以修改的地区，没有改动。"
            self.message_user(request, left, messages.WARNING)

    @staticmethod
    def _post_of(user, region):
        """The user's post, never the name: it is printed on the public page."""
        for membership in access.memberships_of(user):
            if region.path.startswith(membership.region.path):
                return membership.get_role_display()
        return "系统管理员"
