"""Industry labels belong to the whole network: superusers keep them."""

from django.contrib import admin

from parks.models import Industry
from regions.scoped_admin import ScopedModelAdmin


@admin.register(Industry)
class IndustryAdmin(ScopedModelAdmin):
    region_lookup = None
    list_display = ("indented_name", "gb_divisions", "hints", "position", "is_active")
    list_filter = ("is_active",)
    search_fields = ("name", "hints")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    *("parent", "name", "slug", "gb_divisions"),
                    *("hints", "position", "is_active"),
                ),
                "description": "读者按这些名称筛选。停用后不再出现在筛选里，已填的内容保留。"
                "选上级产业的读者也会看到它的细分。",
            },
        ),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).in_tree_order()

    def get_ordering(self, request):
        """The tree's own, unless a column is asked for."""
        return ()

    @admin.display(description="名称", ordering="name")
    def indented_name(self, industry):
        return industry.indented

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A trade can be a parent, a branch cannot."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "parent":
            field.queryset = field.queryset.filter(parent=None)
        return field

    def choices_for(self, request, roles):
        """Everybody may choose from the labels in use."""
        return Industry.objects.active()
