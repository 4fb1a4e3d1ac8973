"""Why places are refused, kept by the system administrator."""

from django.contrib import admin

from regions.scoped_admin import ScopedModelAdmin
from visits.models import RefusalReason


@admin.register(RefusalReason)
class RefusalReasonAdmin(ScopedModelAdmin):
    """Shared by all sites; one that a gap names is taken out of use, not deleted."""

    region_lookup = None
    list_display = ("name", "position", "is_active")
    list_filter = ("is_active",)
    ordering = ("position", "pk")
