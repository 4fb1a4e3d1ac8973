"""Public listings as GeoJSON (RFC 7946), with the filters of the list and of the map."""

import re

from django.urls import reverse
from drf_spectacular.plumbing import build_parameter_type
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics, renderers, serializers
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.response import Response

from core.api_pages import NumberedPages
from core.public_url import absolute
from core.query_parameters import ONCE
from core.read_only import KnownOrNullSerializer
from finding.api import ListingFilterBackend
from maps.bbox import BadBoundingBox, BoundingBox
from maps.markers import in_box, with_coordinates
from parks.models import Listing

LONGITUDE = r"-?(180(\.0+)?|(1[0-7][0-9]|[0-9]{1,2})(\.[0-9]+)?)"
LATITUDE = r"-?(85(\.0+)?|(8[0-4]|[0-7]?[0-9])(\.[0-9]+)?)"
FRAME = f"^{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}$"
BBOX = build_parameter_type(
    "bbox",
    {"type": "string", "pattern": FRAME},
    OpenApiParameter.QUERY,
    description="只要这个范围内的：西,南,东,北（WGS-84，度），如 94.5,36.2,95.4,36.9；"
    "西应小于东，南应小于北",
) | {"allowEmptyValue": True}


class BoxFilterBackend(BaseFilterBackend):
    """Only what lies in the `bbox`, written as OGC API Features has it."""

    def filter_queryset(self, request, queryset, view):
        values = request.query_params.getlist("bbox")
        if values in ([], [""]):
            return queryset
        try:
            return in_box(queryset, _only_box(values), "index_row__").filter(
                map_latitude__isnull=False
            )
        except BadBoundingBox as bad:
            raise ValidationError({"bbox": [str(bad)]}) from None

    def get_schema_operation_parameters(self, view):
        return [BBOX]


def _only_box(values):
    if len(values) > 1:
        raise BadBoundingBox(ONCE)
    box = BoundingBox.parse(values[0])
    if not re.search(FRAME, values[0]):
        raise BadBoundingBox("地图范围请用半角数字和逗号写，如 94.5,36.2,95.4,36.9。")
    return box


class GeoJsonRenderer(renderers.JSONRenderer):
    """JSON under GeoJSON's own media type; always UTF-8."""

    media_type = "application/geo+json"
    format = "geojson"
    charset = None


class FeaturePages(NumberedPages):
    """A page of a FeatureCollection; counts and links are named as in OGC API Features."""

    page_size = 200
    page_size_query_param = "page_size"
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

    def get_paginated_response_schema(self, schema):
        count = {"type": "integer", "minimum": 0}
        link = {
            "type": "object",
            "properties": {
                "rel": {"type": "string", "enum": ["next", "prev"]},
                "href": {"type": "string", "format": "uri"},
            },
            "required": ["rel", "href"],
        }
        properties = {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "numberMatched": count,
            "numberReturned": count,
            "links": {"type": "array", "items": link},
            "features": schema,
        }
        return {"type": "object", "properties": properties, "required": list(properties)}

    def _link(self, page):
        query = self.request.query_params.copy()
        query["page"] = page
        return absolute(f"{reverse('listing_geojson')}?{query.urlencode()}")


class PropertiesSerializer(KnownOrNullSerializer):
    """What a Feature says of its listing."""

    url = serializers.SerializerMethodField()
    region = serializers.SlugField(source="region.adcode", read_only=True)
    status_of_offer = serializers.ChoiceField(
        Listing.OfferStatus.choices, source="shown_status", read_only=True
    )
    is_park_location = serializers.SerializerMethodField()

    class Meta:
        model = Listing
        fields = [
            "url", "code", "kind", "offer", "title", "region", "address", "area_sqm",
            "price_amount", "price_unit", "price_yuan_per_sqm", "rent_yuan_per_sqm_month",
            "status_of_offer", "verified_at", "is_demo", "is_park_location",
        ]  # fmt: skip

    def get_url(self, listing) -> str:
        return absolute(listing.get_absolute_url())

    def get_is_park_location(self, listing) -> bool:
        has_own = listing.latitude is not None and listing.longitude is not None
        return bool(_position(listing)) and not has_own


class PointSerializer(serializers.Serializer):
    type = serializers.ChoiceField([("Point", "点")], read_only=True)
    coordinates = serializers.ListField(
        child=serializers.FloatField(), min_length=2, max_length=2, read_only=True
    )


class ListingFeatureSerializer(serializers.Serializer):
    """A Feature; without any known place its geometry is null, as the RFC has it."""

    type = serializers.ChoiceField([("Feature", "要素")], read_only=True)
    id = serializers.IntegerField(read_only=True)
    geometry = PointSerializer(read_only=True, allow_null=True)
    properties = PropertiesSerializer(read_only=True)

    def to_representation(self, listing):
        place = _position(listing)
        return {
            "type": "Feature",
            "id": listing.pk,
            "geometry": {"type": "Point", "coordinates": place} if place else None,
            "properties": self.fields["properties"].to_representation(listing),
        }


def _position(listing):
    """Longitude and latitude, the park's where its own are unknown; None where both are."""
    place = (listing.map_longitude, listing.map_latitude)
    return None if None in place else place


@extend_schema_view(
    get=extend_schema(
        operation_id="v1_listings.geojson_retrieve",  # the name that generated clients know
        tags=["载体"],
        summary="载体的 GeoJSON",
        description="与载体列表同样的筛选，返回 RFC 7946 FeatureCollection，坐标为 WGS-84。"
        "没有自己坐标的用园区坐标（is_park_location），都没有的 geometry 为 null。",
    )
)
class ListingGeoJson(generics.ListAPIView):
    """Public listings of live sites for maps of others."""

    queryset = Listing.objects.none()
    serializer_class = ListingFeatureSerializer
    renderer_classes = (GeoJsonRenderer,)
    pagination_class = FeaturePages
    filter_backends = (BoxFilterBackend, ListingFilterBackend)
    detail = False

    def get_queryset(self):
        listings = Listing.objects.published().on_a_live_site().select_related("region")
        return with_coordinates(listings).defer("body").order_by("-publish_at", "-pk")
