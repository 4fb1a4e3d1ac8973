"""Desks that need more than one app."""

from django.contrib import admin

from portal.site_defaults import furnish
from regions.admin import SiteAdmin
from regions.models import Site
from search.following import follow

admin.site.index_title = "今天要做的事"
admin.site.enable_nav_sidebar = False  # the rail does its work (portal/desk_navigation.py)
admin.site.unregister(Site)


@admin.register(Site)
class FurnishedSiteAdmin(SiteAdmin):
    """A site added here starts with its columns and tiles; search follows a change of address."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not change:
            furnish(form.instance)
        follow(form.instance)
