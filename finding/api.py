"""Listings over the read API: what the list shows, with the same filters."""

from django.db.models import Prefetch
from django.http import QueryDict
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.filters import BaseFilterBackend

from core.api_pages import NumberedPages
from core.blank_parameters import without_blanks
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


class JudgedPages(NumberedPages):
    """Says of how many places on all pages every need is met for certain, and of how many not."""

    def paginate_queryset(self, queryset, request, view=None):
        page = super().paginate_queryset(queryset, request, view)
        self.judged = view.listing_query.judged(view.of_the_place)
        return page

    def get_paginated_response(self, data):
        response = super().get_paginated_response(data)
        count = response.data["count"]
        certain, is_open = self.judged or (count, 0)
        response.data |= {"certain_count": certain, "open_count": is_open}
        return response

    def get_paginated_response_schema(self, schema):
        pages = super().get_paginated_response_schema(schema)
        told = {
            "count": "列出的有多少处：确定满足的和待核实的一起；sure=1 时只有确定满足的。",
            "certain_count": "每一项都确定满足的有多少处；没有给条件时等于 count。",
            "open_count": "没有一项不满足、但有未知项（待核实）的有多少处；没有给条件时为 0。",
        }
        for name, description in told.items():
            number = {"type": "integer", "minimum": 0, "example": 12}
            pages["properties"][name] = number | {"description": description}
        return pages | {"required": [*pages["required"], "certain_count", "open_count"]}


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
        view.listing_query, view.of_the_place = asked, place.qs
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
        "count 是列出的总数，certain_count 是其中每一项都确定满足的，open_count 是待核实的。"
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
    pagination_class = JudgedPages

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
