"""Columns of a site, and the kind tags of the whole network."""

from django.contrib import admin
from simple_history.admin import SimpleHistoryAdmin

from news.forms import ColumnChoiceField
from news.models import Column, KindTag
from publishing.row_history import RowHistoryMixin
from regions import access
from regions.scoped_admin import ScopedModelAdmin
from regions.used_values import UsedValues

REVIEW = "审签"


@admin.register(Column)
class ColumnAdmin(RowHistoryMixin, ScopedModelAdmin, SimpleHistoryAdmin):
    region_lookup = "site__region"
    list_display = (
        "name",
        "site",
        "above",
        "slug",
        "type",
        "max_age_days",
        "position",
        "is_active",
    )
    list_filter = (("site", UsedValues), "is_active")
    list_select_related = ("site", "parent")
    search_fields = ("name", "slug")
    ordering = ("site", "position", "pk")
    fieldsets = (
        (
            None,
            {
                "fields": ("site", "name", "slug", "parent", "is_guide"),
                "description": "网址标识用小写字母，如 trends；改了以后，旧网址自动转到新网址。"
                "每个站点只有一个投资指南栏目。",
            },
        ),
        ("给读者和检查看的说明", {"fields": ("description", "keywords", "type")}),
        (
            REVIEW,
            {
                "fields": ("review_steps",),
                "description": "由不同的人依次签字，写过、改过稿子的人不签；签完才公开。"
                "新栏目先和站点一样。",
            },
        ),
        (
            "显示",
            {
                "fields": ("position", "is_active", "max_age_days"),
                "description": "取消“显示”后，它和下级栏目不再出现在动态页的栏目里，文章仍可打开。",
            },
        ),
    )

    def get_fieldsets(self, request, obj=None):
        """A new column begins with as many as the site."""
        found = super().get_fieldsets(request, obj)
        return [part for part in found if obj is not None or part[0] != REVIEW]

    def save_model(self, request, obj, form, change):
        if not change:
            obj.review_steps = obj.site.review_steps
        elif "site" in form.changed_data and "review_steps" not in form.changed_data:
            obj.review_steps = max(obj.review_steps, obj.site.review_steps)
        super().save_model(request, obj, form, change)

    def get_readonly_fields(self, request, obj=None):
        """How many sign is said by who answers for the place, not by those who sign."""
        fixed = super().get_readonly_fields(request, obj)
        is_chief = self._allows(request, access.MANAGERS, obj)
        return fixed if is_chief else (*fixed, "review_steps")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "parent":
            kwargs["form_class"] = ColumnChoiceField
            kwargs["queryset"] = self.choices_for(request, self.change_roles)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description="上级栏目", ordering="parent")
    def above(self, column):
        return column.parent.name if column.parent else ""

    def choices_for(self, request, roles):
        columns = super().choices_for(request, roles)
        return columns.select_related("site").order_by("site", "position", "pk")


@admin.register(KindTag)
class KindTagAdmin(ScopedModelAdmin):
    region_lookup = None
    list_display = ("name", "position", "is_active")
    search_fields = ("name",)
    ordering = ("position", "pk")
