"""Why projects are lost and what stages ask for, kept by the system administrator."""

from django.contrib import admin

from leads.models import LostReason, StageGate
from regions.scoped_admin import ScopedModelAdmin


@admin.register(LostReason)
class LostReasonAdmin(ScopedModelAdmin):
    """Shared by all sites; one that an enquiry names is taken out of use, not deleted."""

    region_lookup = None
    list_display = ("name", "is_invalid", "position", "is_active")
    list_filter = ("is_active",)
    ordering = ("position", "pk")


@admin.register(StageGate)
class StageGateAdmin(ScopedModelAdmin):
    """Shared by all sites; a change counts from the next move on."""

    region_lookup = None
    list_display = ("stage", "requirement")
    list_filter = ("stage",)
    ordering = ("stage", "requirement", "pk")
