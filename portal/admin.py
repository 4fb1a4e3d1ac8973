"""Desks that need more than one app."""

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from portal.site_defaults import furnish
from portal.site_readiness import NotReadyError, incomplete, refuse_unready
from portal.tile_admin import TileInline
from regions.admin import SiteAdmin
from regions.admin.sites import FriendLinkInline
from regions.models import Site
from search.following import follow

admin.site.index_title = "今天要做的事"
admin.site.enable_nav_sidebar = False  # the rail does its work (portal/desk_navigation.py)
admin.site.unregister(Site)


class GoingLiveForm(SiteAdmin.form):
    """Ticking 已上线 asks what the guided page asks (ADR 40)."""

    def _post_clean(self):
        super()._post_clean()
        is_going = self.instance.is_live and not self.initial.get("is_live")
        if not is_going or self.instance.region_id is None or "is_live" not in self.fields:
            return
        try:
            refuse_unready(self.instance)
        except NotReadyError as error:
            self.add_error("is_live", f"{error}到站点列表点“上线检查”，那里每一项都能去填。")


class GapFilter(admin.SimpleListFilter):
    title = "上线检查"
    parameter_name = "gap"

    def lookups(self, request, model_admin):
        return [("1", "缺东西")]

    def queryset(self, request, queryset):
        return incomplete(queryset, timezone.now()) if self.value() == "1" else queryset


@admin.register(Site)
class FurnishedSiteAdmin(SiteAdmin):
    """A site added here starts with its columns and tiles; search follows a change of address."""

    form = GoingLiveForm
    inlines = (TileInline, FriendLinkInline)
    list_display = (*SiteAdmin.list_display, "readiness")
    list_filter = (*SiteAdmin.list_filter, GapFilter)

    @admin.display(description="上线检查")
    def readiness(self, site):
        return format_html('<a href="{}">看缺什么</a>', reverse("site_check", args=[site.pk]))

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            furnish(form.instance)
        follow(form.instance)
