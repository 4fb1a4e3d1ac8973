"""How long things may take: general rows of the system administrator, own ones of each site."""

from django.contrib import admin

from leads.models import ClockRule
from regions import access
from regions.general_rows import OfSiteOrAllAdmin


@admin.register(ClockRule)
class ClockRuleAdmin(OfSiteOrAllAdmin):
    """A chief sees the general rows and sets others for the own site."""

    view_roles = access.OFFICERS | access.AUDITORS
    list_display = ("kind", "days", "site", "topic")
    list_filter = ("kind",)
    list_select_related = ("site__region", "topic")
    ordering = ("kind", "site__slug", "topic__position", "pk")
