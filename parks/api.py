"""Parks over the read API, and what it says of listings: what the pages show."""

from django.db.models import Prefetch
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets

from core.public_url import absolute
from core.read_only import KnownOrNullSerializer, ReadOnlySerializer
from parks.filters import ParkFilter
from parks.models import (
    BuildingSpec,
    CostFactor,
    Industry,
    LandTerms,
    Listing,
    ListingPhoto,
    Park,
    TransportLink,
    Utility,
)
from regions.filters import PlaceFilter


class LandTermsSerializer(KnownOrNullSerializer):
    class Meta:
        model = LandTerms
        exclude = ["id", "listing"]


class BuildingSpecSerializer(KnownOrNullSerializer):
    class Meta:
        model = BuildingSpec
        exclude = ["id", "listing"]


class PhotoSerializer(ReadOnlySerializer):
    url = serializers.SerializerMethodField()

    class Meta:
        model = ListingPhoto
        fields = ["url", "alt", "credit", "is_illustration"]

    def get_url(self, photo) -> str:
        return absolute(photo.image.url)


class ListingSerializer(KnownOrNullSerializer):
    """Areas in ㎡ and 亩, prices as quoted and in 元/㎡ or 元/㎡·月; null is unknown."""

    url = serializers.SerializerMethodField()
    region = serializers.SlugField(source="region.adcode", read_only=True)
    park = serializers.SerializerMethodField()
    industries = serializers.SlugRelatedField(many=True, read_only=True, slug_field="slug")
    area_mu = serializers.DecimalField(14, 2, read_only=True)
    status_of_offer = serializers.ChoiceField(
        Listing.OfferStatus.choices, source="shown_status", read_only=True
    )
    is_fresh = serializers.BooleanField(
        read_only=True, help_text="核实有效期内为 true，待核实为 false。"
    )
    photos = PhotoSerializer(many=True, read_only=True)
    land_terms = LandTermsSerializer(read_only=True, allow_null=True)
    building_spec = BuildingSpecSerializer(read_only=True, allow_null=True)

    class Meta:
        model = Listing
        fields = [
            "id", "url", "code", "kind", "offer", "title", "summary", "region", "park",
            "industries", "address", "latitude", "longitude", "area_sqm", "area_mu",
            "divisible_from_sqm", "price_amount", "price_unit", "price_basis",
            "price_yuan_per_sqm", "rent_yuan_per_sqm_month", "status_of_offer", "available_on",
            "verified_at", "is_fresh", "publish_at", "updated_at", "is_demo", "land_terms",
            "building_spec", "photos",
        ]  # fmt: skip

    def get_url(self, listing) -> str:
        return absolute(listing.get_absolute_url())

    def get_park(self, listing) -> str | None:
        return listing.public_park.slug if listing.public_park else None


# Whether it stands, by whose word and as of which day; null where nobody said.
STATE = ("state", "state_on", "state_source")


class UtilitySerializer(KnownOrNullSerializer):
    class Meta:
        model = Utility
        fields = ["kind", "is_supplied", "capacity", "note", "voltage_kv", *STATE]


class TransportSerializer(KnownOrNullSerializer):
    class Meta:
        model = TransportLink
        fields = ["kind", "name", "distance_km", "note", *STATE]


class CostSerializer(KnownOrNullSerializer):
    class Meta:
        model = CostFactor
        fields = ["kind", "value", "unit", "capacity", "valid_from_on", "source"]


@extend_schema_field(
    {
        "type": ["object", "null"],
        "description": "GeoJSON 的 Polygon 或 MultiPolygon，坐标为 WGS-84",
        "properties": {"type": {"type": "string"}, "coordinates": {"type": "array", "items": {}}},
        "required": ["type", "coordinates"],
    }
)
class BoundaryField(serializers.JSONField):
    pass


class ParkSerializer(KnownOrNullSerializer):
    """One park; areas in ㎡, coordinates WGS-84, null is unknown."""

    url = serializers.SerializerMethodField()
    region = serializers.SlugField(source="region.adcode", read_only=True)
    industries = serializers.SlugRelatedField(many=True, read_only=True, slug_field="slug")
    utilities = UtilitySerializer(many=True, read_only=True)
    transport = TransportSerializer(many=True, read_only=True)
    cost_factors = CostSerializer(many=True, read_only=True)
    boundary = BoundaryField(read_only=True)

    class Meta:
        model = Park
        fields = [
            "id", "url", "slug", "name", "also_known_as", "level", "summary", "region",
            "industries", "established_on", "approved_area_sqm", "planned_area_sqm",
            "supplied_percent", "available_percent", "address", "latitude", "longitude",
            "location_accuracy_m", "boundary", "source", "publish_at", "updated_at", "is_demo",
            "utilities", "transport", "cost_factors",
        ]  # fmt: skip

    def get_url(self, park) -> str:
        return absolute(park.get_absolute_url())


class ParkApiFilter(PlaceFilter, ParkFilter):
    """Level, industry and where."""


def active_industries():
    return Prefetch("industries", Industry.objects.active())


@extend_schema(tags=["园区"])
@extend_schema_view(
    list=extend_schema(
        summary="园区列表",
        description="已上线站点公开的园区，含基础设施、交通距离（公里）和注明日期的要素价格。"
        "面积为 ㎡，坐标为 WGS-84，null 表示未知。",
    ),
    retrieve=extend_schema(summary="一个园区"),
)
class ParkViewSet(viewsets.ReadOnlyModelViewSet):
    """Public parks of live sites with supplies, distances and dated prices."""

    lookup_value_regex = "[0-9]+"
    queryset = Park.objects.none()
    serializer_class = ParkSerializer
    filterset_class = ParkApiFilter

    def get_queryset(self):
        return (
            Park.objects.published()
            .on_a_live_site()
            .select_related("region")
            .defer("body")
            .prefetch_related(active_industries(), "utilities", "transport", "cost_factors")
            .order_by("name", "-pk")
        )


API_VIEWSETS = [("parks", ParkViewSet, "park")]
