"""Query-string filters of parks over the API."""

import django_filters
from django.db.models import Exists, OuterRef

from core.filters import ManyFilter, SlugFilter
from parks.models import Park


class ParkFilter(django_filters.FilterSet):
    level = ManyFilter(label="级别", choices=Park.Level.choices)
    industry = SlugFilter(label="主导产业", method="filter_industry")

    class Meta:
        model = Park
        fields = []

    def filter_industry(self, queryset, name, value: str):
        links = Park.industries.through.objects.filter(
            park=OuterRef("pk"), industry__slug=value, industry__is_active=True
        )
        return queryset.filter(Exists(links))
