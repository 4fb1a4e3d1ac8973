"""The nodes that new projects begin with: general ones, and those of a site."""

from django.contrib import admin

from landing.models import NodeTemplate
from regions import access
from regions.general_rows import OfSiteOrAllAdmin


@admin.register(NodeTemplate)
class NodeTemplateAdmin(OfSiteOrAllAdmin):
    """A chief sees the general rows and sets others for the own site."""

    view_roles = access.OFFICERS | access.AUDITORS
    list_display = ("name", "project", "working_days", "site", "position", "is_active")
    list_filter = ("project",)
    list_select_related = ("site__region",)
    ordering = ("position", "pk")
