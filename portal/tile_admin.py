"""Tiles and links of a site as its editors keep them, without the rest of its settings."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from simple_history.admin import SimpleHistoryAdmin

from portal.entrances import Target, leading_somewhere
from portal.tile_forms import InlineTileForm, TileForm, TileFormSet
from publishing.row_history import RowHistoryMixin
from regions import access
from regions.admin.sites import LinkedSitesMixin, ServiceTileInline
from regions.models import FriendLink, ServiceTile, Site
from regions.scoped_admin import ScopedModelAdmin
from regions.used_values import UsedValues


class TileInline(ServiceTileInline):
    """On the page of the site, for those who keep all of it."""

    form = InlineTileForm
    formset = TileFormSet


class SiteItemAdmin(RowHistoryMixin, ScopedModelAdmin, SimpleHistoryAdmin):
    """Of what hangs on one site and stays there."""

    region_lookup = "site__region"
    list_filter = (("site", UsedValues), "is_active")
    list_select_related = ("site",)

    def get_readonly_fields(self, request, obj=None):
        return () if obj is None else ("site",)

    def get_changeform_initial_data(self, request):
        """Who keeps one site is not asked which."""
        own = access.scope(
            Site.objects.all(), request.user, lookup="region", roles=self.add_roles
        ).values_list("pk", flat=True)[:2]
        alone = {"site": own[0]} if len(own) == 1 else {}
        return alone | super().get_changeform_initial_data(request)


class TargetColumn:
    """Where an entry leads, and whether readers find it."""

    hidden_words = "（读者打不开，首页已不显示）"

    def get_queryset(self, request):
        found = leading_somewhere(self.model.objects.filter(pk=OuterRef("pk")))
        return super().get_queryset(request).annotate(is_found=Exists(found))

    @admin.display(description="通往", ordering="target")
    def leads_to(self, entry):
        if entry.target == Target.ADDRESS:
            return entry.target_key
        if entry.target not in ServiceTile.KEYED:
            return entry.get_target_display()
        kind = entry.get_target_display().removeprefix("一个")
        return f"{kind}：{entry.target_key}{'' if entry.is_found else self.hidden_words}"


@admin.register(ServiceTile)
class TileAdmin(TargetColumn, SiteItemAdmin):
    form = TileForm
    list_display = ("title", "site", "leads_to", "position", "is_active")
    search_fields = ("title", "summary")
    ordering = ("site", "position", "pk")
    fields = (
        *("site", "title", "summary", "icon", "target", "target_key", "topic_slug"),
        *("position", "is_active"),
    )


@admin.register(FriendLink)
class FriendLinkAdmin(LinkedSitesMixin, SiteItemAdmin):
    list_display = ("name", "site", "to_site", "url", "position", "is_active")
    list_select_related = ("site", "to_site")
    search_fields = ("name", "url")
    ordering = ("site", "position", "pk")
    fields = ("site", "name", "to_site", "url", "position", "is_active")
