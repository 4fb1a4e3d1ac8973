"""Desks that need more than one app."""

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.csp import CSP
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from portal.menu_admin import MenuItemAdmin as MenuItemAdmin
from portal.redirect_admin import RedirectAdmin as RedirectAdmin
from portal.site_defaults import furnish
from portal.site_logo import (
    HERO_HELP,
    ICON_HELP,
    LOGO_HELP,
    HeroFormField,
    IconFormField,
    LogoFormField,
    faint_words,
)
from portal.site_preview import NotToBeShownError, home_as_typed
from portal.site_readiness import NotReadyError, incomplete, refuse_unready
from portal.tile_admin import TileInline
from publishing.row_history import RowHistoryMixin
from regions.admin import SiteAdmin
from regions.admin.sites import FriendLinkInline
from regions.models import Site
from search.following import follow

admin.site.index_title = "今天要做的事"
admin.site.enable_nav_sidebar = False  # the rail does its work (portal/desk_navigation.py)
admin.site.unregister(Site)
shows_chosen_picture = csp_override(settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]})


class GoingLiveForm(SiteAdmin.form):
    """Ticking 已上线 asks what the guided page asks (ADR 40); a logo is drawn anew."""

    logo = LogoFormField(label="标志", required=False, help_text=LOGO_HELP)
    favicon = IconFormField(label="浏览器图标", required=False, help_text=ICON_HELP)
    hero = HeroFormField(label="首页大图", required=False, help_text=HERO_HELP)

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
class FurnishedSiteAdmin(RowHistoryMixin, SiteAdmin):
    """A site added here starts with its columns and tiles; search follows a change of address."""

    form = GoingLiveForm
    inlines = (TileInline, FriendLinkInline)
    list_display = (*SiteAdmin.list_display, "readiness")
    list_filter = (*SiteAdmin.list_filter, GapFilter)

    @admin.display(description="上线检查")
    def readiness(self, site):
        return format_html('<a href="{}">看缺什么</a>', reverse("site_check", args=[site.pk]))

    def get_urls(self):
        preview = self.admin_site.admin_view(self.preview_view)
        own = path("<int:pk>/preview/", preview, name="regions_site_preview")
        return [own, *super().get_urls()]

    @method_decorator([require_POST, shows_chosen_picture])
    def preview_view(self, request, pk):
        """What stands in the form, drawn as readers would have it; nothing is stored."""
        site = self.get_object(request, str(pk))
        if site is None:
            raise Http404("没有这个站点")
        if not self.has_change_permission(request, site):
            raise PermissionDenied("您不能改这个站点。")
        form_class = self.get_form(request, site, change=True)
        form = form_class(request.POST, request.FILES, instance=site)
        formsets, _ = self._create_formsets(request, site, change=True)
        try:
            return home_as_typed(request, form, formsets)
        except NotToBeShownError as refusal:
            context = self.admin_site.each_context(request) | {
                "title": "还不能预览",
                "opts": self.opts,
                "error_summary": refusal.errors,
            }
            template = "admin/regions/site/preview_refused.html"
            return render(request, template, context, status=400)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if "logo" in form.changed_data and obj.logo and (words := faint_words(obj.logo)):
            self.message_user(request, words, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            furnish(form.instance)
        follow(form.instance)
