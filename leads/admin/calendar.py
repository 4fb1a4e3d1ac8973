"""Days off and working weekends, kept for all; office hours, kept by the chief of each site."""

from django.contrib import admin

from leads.models import CalendarPeriod, OfficeHours
from regions import access
from regions.scoped_admin import ScopedModelAdmin


@admin.register(CalendarPeriod)
class CalendarPeriodAdmin(ScopedModelAdmin):
    """One calendar for all sites: staff look, the system administrator fills it in once a year."""

    region_lookup = None
    list_display = ("name", "first_on", "last_on", "is_working", "closes_at")
    list_filter = ("is_working",)
    date_hierarchy = "first_on"
    ordering = ("-first_on", "-pk")


@admin.register(OfficeHours)
class OfficeHoursAdmin(ScopedModelAdmin):
    """One row a site; without one it is nine to six."""

    region_lookup = "site__region"
    view_roles = access.OFFICERS | access.AUDITORS
    add_roles = change_roles = delete_roles = access.MANAGERS
    list_display = ("site", "opens_at", "noon_from", "noon_to", "closes_at")
    list_select_related = ("site__region",)
    ordering = ("site__slug", "pk")
