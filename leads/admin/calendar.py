"""Days off and working weekends of a year, kept by the system administrator."""

from django.contrib import admin

from leads.models import CalendarPeriod
from regions.scoped_admin import ScopedModelAdmin


@admin.register(CalendarPeriod)
class CalendarPeriodAdmin(ScopedModelAdmin):
    """One calendar for all sites: staff look, the system administrator fills it in once a year."""

    region_lookup = None
    list_display = ("name", "first_on", "last_on", "is_working")
    list_filter = ("is_working",)
    date_hierarchy = "first_on"
    ordering = ("-first_on", "-pk")
