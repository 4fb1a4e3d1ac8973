"""/api/v1/: published things only, no key, the same filters as the pages."""

from django.conf import settings
from django.urls import include, path
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from drf_spectacular.utils import extend_schema, extend_schema_view
from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework import routers, serializers, viewsets

from core.public_url import absolute
from core.read_only import ReadOnlySerializer
from finding.api import API_VIEWSETS as LISTINGS
from maps.geojson import ListingGeoJson
from news.api import API_VIEWSETS as NEWS
from parks.api import API_VIEWSETS as PARKS
from policies.api import API_VIEWSETS as POLICIES
from portal.api_schema import ApiSchema
from regions.models import Site


class SiteSerializer(ReadOnlySerializer):
    name = serializers.CharField(read_only=True)
    region = serializers.CharField(source="region.adcode", read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Site
        fields = ["slug", "name", "platform_name", "region", "hotline", "hotline_hours", "url"]

    def get_url(self, site) -> str:
        return absolute(site.get_absolute_url())


@extend_schema(tags=["站点"])
@extend_schema_view(
    list=extend_schema(
        summary="站点列表",
        description="已上线的地区站点。",
    ),
    retrieve=extend_schema(summary="一个站点"),
)
class SiteViewSet(viewsets.ReadOnlyModelViewSet):
    """Live sites of the network."""

    queryset = Site.objects.live().select_related("region").order_by("region__path")
    serializer_class = SiteSerializer
    lookup_field = "slug"
    lookup_value_regex = "[-a-zA-Z0-9_]+"


class ApiDocs(SpectacularSwaggerSplitView):
    """Swagger's page with its script in a file, as the content security policy wants it."""

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        response.data["csrf_token"] = ""  # nothing here writes, so readers need no cookie
        return response


# Swagger's own stylesheet holds its arrows as data: pictures.
docs_policy = csp_override(settings.SECURE_CSP | {"img-src": [CSP.SELF, "data:"]})
router = routers.SimpleRouter()
SITES = [("sites", SiteViewSet, "site")]
for prefix, viewset, basename in [*SITES, *LISTINGS, *PARKS, *NEWS, *POLICIES]:
    router.register(prefix, viewset, basename=basename)

urlpatterns = [
    path("v1/listings.geojson", ListingGeoJson.as_view(), name="listing_geojson"),
    path("v1/", include(router.urls)),
    path("schema/", ApiSchema.as_view(), name="api_schema"),
    path("docs/", docs_policy(ApiDocs.as_view(url_name="api_schema")), name="api_docs"),
]
