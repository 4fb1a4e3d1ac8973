"""Where: filters that every list of the API shares."""

import django_filters

from core.form_fields import CHOICE_ERRORS
from regions.models import Region, Site


class PlaceFilter(django_filters.FilterSet):
    """A live site by its slug, a region by its GB/T 2260 code; unknown ones are refused."""

    site = django_filters.ModelChoiceFilter(
        queryset=Site.objects.live().select_related("region"),
        to_field_name="slug",
        method="filter_site",
        label="站点",
        help_text="站点标识，如 golmud",
        error_messages=CHOICE_ERRORS,
    )
    region = django_filters.ModelChoiceFilter(
        queryset=Region.objects.all(),
        to_field_name="adcode",
        method="filter_region",
        label="地区",
        help_text="行政区划代码（GB/T 2260，6 位），如 632801",
        error_messages=CHOICE_ERRORS,
    )

    def filter_site(self, queryset, name, value: Site):
        return self.in_place(queryset, value.region)

    def filter_region(self, queryset, name, value: Region):
        return self.in_place(queryset, value)

    def in_place(self, queryset, region):
        """Rows of the region and everything below it; a list may see it otherwise."""
        return queryset.in_region(region)
