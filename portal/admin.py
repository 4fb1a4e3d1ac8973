"""Desks that need more than one app."""

from django.contrib import admin

from portal.site_defaults import furnish
from portal.site_readiness import NotReadyError, refuse_unready
from regions.admin import SiteAdmin
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
            self.add_error("is_live", str(error))


@admin.register(Site)
class FurnishedSiteAdmin(SiteAdmin):
    """A site added here starts with its columns and tiles; search follows a change of address."""

    form = GoingLiveForm

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            furnish(form.instance)
        follow(form.instance)
