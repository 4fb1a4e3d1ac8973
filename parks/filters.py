"""Query-string filters of parks over the API."""

import django_filters
from django.db.models import Exists, OuterRef, Q

from core.filters import ManyFilter, SlugsFilter
from parks.models import Industry, Park


class ParkFilter(django_filters.FilterSet):
    level = ManyFilter(label="级别", choices=Park.Level.choices)
    industry = SlugsFilter(label="主导产业", method="filter_industry")

    class Meta:
        model = Park
        fields = []

    def filter_industry(self, queryset, name, value: list[str]):
        """Parks that name one of them or a branch of it."""
        asked = Industry.objects.meant_by(value)
        links = Park.industries.through.objects.filter(
            Q(industry__in=asked) | Q(industry__parent__in=asked),
            park=OuterRef("pk"),
            industry__is_active=True,
        )
        return queryset.filter(Exists(links))
