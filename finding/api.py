"""Listings over the read API: what the list shows, with the same filters."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import viewsets

from finding.filters import ListingFilter
from parks.api import ListingSerializer, active_industries
from parks.models import Listing, ListingPhoto
from regions.filters import PlaceFilter


class ListingApiFilter(PlaceFilter, ListingFilter):
    """The list page's filters and where."""


@extend_schema(tags=["载体"])
@extend_schema_view(
    list=extend_schema(
        summary="载体列表",
        description="已上线站点公开的土地、厂房、仓库、写字楼；不写 status 时只列可供和洽谈中的。"
        "条件与列表页相同；不满足的不列，有未知项的排在后面。"
        "面积为 ㎡（另给亩），null 表示未知。",
    ),
    retrieve=extend_schema(summary="一处载体，不论供应状态"),
)
class ListingViewSet(viewsets.ReadOnlyModelViewSet):
    """Public listings of live sites; by default those that can still be had (`status`)."""

    queryset = Listing.objects.none()
    serializer_class = ListingSerializer
    filterset_class = ListingApiFilter

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
