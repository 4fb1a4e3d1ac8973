"""Public listings as GeoJSON (RFC 7946), with the filters of the list and of the map."""

from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, generics, pagination, renderers, serializers
from rest_framework.response import Response

from core.public_url import absolute
from finding.api import ListingFilterBackend
from maps.bbox import BadBoundingBox, BoundingBox
from maps.markers import in_box, with_coordinates
from parks.models import Listing

BBOX = OpenApiParameter(
    "bbox", OpenApiTypes.STR, description="只要这个范围内的：西,南,东,北（WGS-84，度）"
)


class GeoJsonRenderer(renderers.JSONRenderer):
    """JSON under GeoJSON's own media type; always UTF-8."""

    media_type = "application/geo+json"
    format = "geojson"
    charset = None


class FeaturePages(pagination.PageNumberPagination):
    """A page of a FeatureCollection; counts and links are named as in OGC API Features."""

    page_size = 200
    page_size_query_param = "page_size"
    page_query_description = "第几页，从 1 起"
    page_size_query_description = "每页几处，最多 1000，默认 200"
    max_page_size = 1000

    def get_paginated_response(self, data):
        pages = {}
        if self.page.has_next():
            pages["next"] = self.page.next_page_number()
        if self.page.has_previous():
            pages["prev"] = self.page.previous_page_number()
        return Response(
            {
                "type": "FeatureCollection",
                "numberMatched": self.page.paginator.count,
                "numberReturned": len(data),
                "links": [{"rel": rel, "href": self._link(page)} for rel, page in pages.items()],
                "features": data,
            }
        )

    def _link(self, page):
        query = self.request.query_params.copy()
        query["page"] = page
        return absolute(f"{reverse('listing_geojson')}?{query.urlencode()}")


class ListingFeatureSerializer(serializers.ModelSerializer):
    """A Feature; without any known place its geometry is null, as the RFC has it."""

    url = serializers.SerializerMethodField()
    region = serializers.SlugField(source="region.adcode", read_only=True)
    status_of_offer = serializers.CharField(source="shown_status", read_only=True)

    class Meta:
        model = Listing
        fields = [
            "url", "code", "kind", "offer", "title", "region", "address", "area_sqm",
            "price_amount", "price_unit", "price_yuan_per_sqm", "rent_yuan_per_sqm_month",
            "status_of_offer", "verified_at", "is_demo",
        ]  # fmt: skip

    def get_url(self, listing) -> str:
        return absolute(listing.get_absolute_url())

    def to_representation(self, listing):
        row = super().to_representation(listing)
        properties = {name: None if value == "" else value for name, value in row.items()}
        place = (listing.map_longitude, listing.map_latitude)
        has_own = listing.latitude is not None and listing.longitude is not None
        is_known = None not in place
        return {
            "type": "Feature",
            "id": listing.pk,
            "geometry": {"type": "Point", "coordinates": place} if is_known else None,
            "properties": properties | {"is_park_location": is_known and not has_own},
        }


@extend_schema(
    tags=["载体"],
    summary="载体的 GeoJSON",
    description="与载体列表同样的筛选，返回 RFC 7946 FeatureCollection，坐标为 WGS-84。"
    "没有自己坐标的用园区坐标（is_park_location），都没有的 geometry 为 null。",
    parameters=[BBOX],
    responses={(200, "application/geo+json"): OpenApiTypes.OBJECT},
)
class ListingGeoJson(generics.ListAPIView):
    """Public listings of live sites for maps of others."""

    queryset = Listing.objects.none()
    serializer_class = ListingFeatureSerializer
    renderer_classes = (GeoJsonRenderer,)
    pagination_class = FeaturePages
    filter_backends = (ListingFilterBackend,)

    def get_queryset(self):
        listings = Listing.objects.published().on_a_live_site().select_related("region")
        listings = with_coordinates(listings).defer("body").order_by("-publish_at", "-pk")
        if text := self.request.query_params.get("bbox", ""):
            try:
                return in_box(listings, BoundingBox.parse(text))
            except BadBoundingBox as bad:
                raise exceptions.ValidationError({"bbox": [str(bad)]}) from None
        return listings
