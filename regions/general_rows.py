"""Rows of one site, or of all where they name none: what an office sets beside what is given."""

from django.db.models import Q

from regions import access
from regions.scoped_admin import ScopedModelAdmin


class OfSiteOrAllAdmin(ScopedModelAdmin):
    """General rows are read by all staff and kept by superusers; a chief keeps the own site's."""

    region_lookup = "site__region"
    add_roles = change_roles = delete_roles = access.MANAGERS

    def own_rows(self, queryset, request, roles):
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
