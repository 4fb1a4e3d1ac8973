"""What readers looked for in vain, the most wanted first, and words that mean the same."""

from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from regions import access
from regions.scoped_admin import ScopedModelAdmin
from search.models import MissedQuery, SynonymGroup
from search.results import Search


class PeriodFilter(admin.SimpleListFilter):
    """The last days, today included; never "all", so that the figures add up over one span."""

    title = "时段"
    parameter_name = "days"

    class Days(TextChoices):
        WEEK = "7", "7 天"
        MONTH = "30", "30 天"
        QUARTER = "90", "90 天"
        KEPT = "180", "180 天（最长保存期）"

    def lookups(self, request, model_admin):
        return self.Days.choices

    def value(self):
        chosen = super().value()
        return chosen if chosen in self.Days else self.Days.MONTH

    def choices(self, changelist):
        for value, label in self.lookup_choices:
            yield {
                "selected": value == self.value(),
                "query_string": changelist.get_query_string({self.parameter_name: value}),
                "display": label,
            }

    def queryset(self, request, queryset):
        return queryset.of_days(int(self.value()), timezone.now())


class MostAskedFirst(ChangeList):
    """By the sum of PeriodFilter, for which ModelAdmin.ordering would come too early."""

    def _get_default_ordering(self):
        return ["-asked", "-last_seen_at"]


@admin.register(MissedQuery)
class MissedQueryAdmin(ScopedModelAdmin):
    """Read-only: what to write, to name differently or to go and get."""

    region_lookup = "site__region"
    view_roles = access.EDITORS
    list_display = ("text", "site_name", "asked", "questioned", "last_seen_at", "now_found")
    list_display_links = None
    list_filter = (PeriodFilter, "site")
    list_select_related = ("site__region",)
    list_per_page = 20  # `now_found` is one query a row
    search_fields = ("text",)
    search_help_text = "按搜索词查找"
    show_facets = admin.ShowFacets.NEVER
    fields = readonly_fields = (
        *("text", "site", "searched_on", "times", "questions", "last_seen_at"),
    )

    def get_changelist(self, request, **kwargs):
        return MostAskedFirst

    @admin.display(description="站点", ordering="site__short_name")
    def site_name(self, missed):
        return missed.site.name

    @admin.display(description="被搜次数", ordering="asked")
    def asked(self, missed):
        return missed.asked

    @admin.display(description="其中咨询时问的", ordering="questioned")
    def questioned(self, missed):
        return f"问了 {missed.questioned} 次" if missed.questioned else "—"

    @admin.display(description="现在能找到")
    def now_found(self, missed):
        """How many hits the same search gives today, with the way to them."""
        total = Search(missed.site, missed.text).total
        address = reverse("search", args=[missed.site.slug])
        words = f"{total} 条" if total.number else "仍没有：写一篇，或在已有内容里用上这个说法"
        return format_html('<a href="{}?{}">{}</a>', address, urlencode({"q": missed.text}), words)

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(SynonymGroup)
class SynonymGroupAdmin(ScopedModelAdmin):
    """One table for the whole network; who changed what stands in its history."""

    region_lookup = None
    list_display = ("words", "is_active")
    list_filter = ("is_active",)
    search_fields = ("words",)
    search_help_text = "按词查找"
    ordering = ("words",)
    fieldsets = (
        (
            None,
            {
                "fields": ("words", "is_active"),
                "description": "读者搜其中一个词，写着另一个的内容也会找到，英文词也可以写。"
                "几分钟后对各站生效。",
            },
        ),
    )
