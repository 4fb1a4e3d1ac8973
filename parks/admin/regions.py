"""Choosing a region among 3,200: by typing, where the desk of regions is at hand."""

from regions import access
from regions.models import Region


class RegionAutocompleteMixin:
    """Offers only regions in which the user may write; other choice fields keep their scope."""

    def get_autocomplete_fields(self, request):
        fields = super().get_autocomplete_fields(request)
        return (*fields, "region") if Region in self.admin_site._registry else fields

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "region":
            kwargs["queryset"] = access.scope(
                Region.objects.order_by("path"), request.user, lookup="", roles=self.add_roles
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
