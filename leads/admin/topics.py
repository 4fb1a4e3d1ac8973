"""Consultation topics, kept by the system administrator."""

from django.contrib import admin

from leads.models import Topic
from regions.scoped_admin import ScopedModelAdmin


@admin.register(Topic)
class TopicAdmin(ScopedModelAdmin):
    """Topics are shared by all sites; the system administrator keeps them."""

    region_lookup = None
    list_display = ("name", "slug", "position", "is_active")
    ordering = ("position", "pk")

    def has_delete_permission(self, request, obj=None):
        """Leads point at topics: take one out of use instead."""
        return False
