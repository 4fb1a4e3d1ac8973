"""The desk's filters by related rows: those offered that some row of the user's own points to."""

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q


class UsedValues(admin.RelatedOnlyFieldListFilter):
    """Asks of each value whether it is used; Django's own reads every row for the values in it."""

    def field_choices(self, field, request, model_admin):
        return field.get_choices(
            include_blank=False,
            limit_choices_to=Q(self.is_used(request, model_admin)),
            ordering=self.field_admin_ordering(field, request, model_admin),
        )

    def is_used(self, request, model_admin) -> Exists:
        """Asked of a related row: whether the list may be narrowed to it."""
        own = model_admin.get_queryset(request).select_related(None).order_by()
        return Exists(own.filter(**{self.field_path: OuterRef("pk")}))
