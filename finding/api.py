"""Listings over the read API: what the list shows, with the same filters."""

from django.db.models import Prefetch
from django.http import QueryDict
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.filters import BaseFilterBackend

from core.filters import without_blanks
from core.query_parameters import declared, in_plain_figures, refuse_mistakes
from finding.forms import ListingFilterForm
from finding.listing_query import ListingQuery
from finding.options import NamedOptions, NetworkOptions
from parks.api import ListingSerializer, active_industries
from parks.attributes import BY_NAME as ATTRIBUTES
from parks.models import Listing, ListingPhoto
from regions.filters import PlaceFilter

# What the published schema calls these two.
TITLES = {"price_unit": ATTRIBUTES["price_unit"].label, "status": "状态"}


class ListingFilterBackend(BaseFilterBackend):
    """Where, and all conditions of the list page; mistakes of both are told together."""

    def filter_queryset(self, request, queryset, view):
        query = request.query_params
        data = without_blanks(query)
        place = PlaceFilter(data, queryset)
        options = NamedOptions(data)
        fields = ListingFilterForm(data, options).fields
        asked = ListingQuery(in_plain_figures(data, fields), options)
        refuse_mistakes(query, place.form, asked.form)
        return asked.sorted_listings(place.qs)

    def get_schema_operation_parameters(self, view):
        conditions = ListingFilterForm(QueryDict(), NetworkOptions())
        return declared(PlaceFilter({}, view.queryset).form.fields | conditions.fields, TITLES)


@extend_schema(tags=["载体"])
@extend_schema_view(
    list=extend_schema(
        summary="载体列表",
        description="已上线站点公开的土地、厂房、仓库、写字楼；不写 status 时只列可供和洽谈中的。"
        "条件与列表页相同；不满足的不列，有未知项的排在后面，sure=1 只列每一项都确定满足的。"
        "面积为 ㎡（另给亩），null 表示未知。",
    ),
    retrieve=extend_schema(summary="一处载体，不论供应状态"),
)
class ListingViewSet(viewsets.ReadOnlyModelViewSet):
    """Public listings of live sites; by default those that can still be had (`status`)."""

    lookup_value_regex = "[0-9]+"
    queryset = Listing.objects.none()
    serializer_class = ListingSerializer
    filter_backends = (ListingFilterBackend,)

    def get_queryset(self):
        photos = Prefetch("photos", ListingPhoto.objects.order_by("position", "pk"))
        return (
            Listing.objects.published()
            .on_a_live_site()
            .select_related("region", "park", "land_terms", "building_spec")
            .defer("body", "park__body", "park__boundary")
            .prefetch_related(active_industries(), photos)
            .order_by("-publish_at", "-pk")
        )

    def filter_queryset(self, queryset):
        """One listing is shown whatever its state; the list's defaults are for the list."""
        return queryset if self.detail else super().filter_queryset(queryset)


API_VIEWSETS = [("listings", ListingViewSet, "listing")]
