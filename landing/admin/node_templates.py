"""The nodes that new projects begin with: general ones, and those of a site."""

from django.contrib import admin
from django.db.models import Q

from landing.models import NodeTemplate
from regions import access
from regions.scoped_admin import ScopedModelAdmin


@admin.register(NodeTemplate)
class NodeTemplateAdmin(ScopedModelAdmin):
    """A chief sees the general rows and sets others for the own site."""

    region_lookup = "site__region"
    view_roles = access.OFFICERS | access.AUDITORS
    add_roles = change_roles = delete_roles = access.MANAGERS
    list_display = ("name", "project", "working_days", "site", "position", "is_active")
    list_filter = ("project",)
    list_select_related = ("site__region",)
    ordering = ("position", "pk")

    def own_rows(self, queryset, request, roles):
        """The general ones are read by all who may read any."""
        own = super().own_rows(queryset, request, roles)
        if not access.has_role(request.user, self.view_roles):
            return own
        return queryset.filter(Q(pk__in=own.values("pk")) | Q(site=None))

    def has_view_permission(self, request, obj=None):
        is_general = obj is not None and obj.site_id is None
        return super().has_view_permission(request, None if is_general else obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if db_field.name == "site" and not request.user.is_superuser:
            field.required = True
        return field
