"""Industry labels belong to the whole network: superusers keep them."""

from django.contrib import admin

from parks.models import Industry
from regions.scoped_admin import ScopedModelAdmin


@admin.register(Industry)
class IndustryAdmin(ScopedModelAdmin):
    region_lookup = None
    list_display = ("name", "gb_divisions", "hints", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "hints")
    ordering = ("position", "pk")
    fieldsets = (
        (
            None,
            {
                "fields": ("name", "slug", "gb_divisions", "hints", "position", "is_active"),
                "description": "读者按这些名称筛选。停用后不再出现在筛选里，已填的内容保留。",
            },
        ),
    )

    def choices_for(self, request, roles):
        """Everybody may choose from the labels in use."""
        return Industry.objects.filter(is_active=True).order_by("position", "pk")
