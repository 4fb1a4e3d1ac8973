"""Policies over the read API: what the pages show, with the same filters."""

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets

from core.public_url import absolute
from core.read_only import ReadOnlySerializer
from parks.api import active_industries
from policies.filters import PolicyFilter
from policies.models import Policy
from publishing.richtext import sanitise
from regions.filters import PlaceFilter


class PolicySerializer(ReadOnlySerializer):
    """One policy without its long texts; amounts in 万元, dates as YYYY-MM-DD."""

    region = serializers.CharField(source="region.adcode", read_only=True)
    category = serializers.SlugField(source="category.slug", read_only=True)
    industries = serializers.SlugRelatedField(many=True, read_only=True, slug_field="slug")
    validity = serializers.ChoiceField(choices=Policy.Validity.choices, read_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = Policy
        fields = [
            "id", "url", "region", "category", "industries", "level", "title", "document_number",
            "issuer", "gist", "audience", "ceiling_wan", "support", "apply_url", "apply_until_on",
            "handling_days", "contact", "issued_on", "effective_on", "expires_on", "repealed_on",
            "validity", "is_fair_competition_reviewed", "is_demo", "publish_at", "updated_at",
        ]  # fmt: skip

    def get_url(self, policy) -> str:
        return absolute(policy.get_absolute_url())


class PolicyTextSerializer(PolicySerializer):
    """One policy with its texts, sanitised HTML."""

    conditions = serializers.ListField(child=serializers.CharField(), read_only=True)
    materials = serializers.ListField(child=serializers.CharField(), read_only=True)
    how_to_apply = serializers.SerializerMethodField()
    body = serializers.SerializerMethodField()
    interpretation = serializers.SerializerMethodField()

    class Meta(PolicySerializer.Meta):
        fields = [
            *PolicySerializer.Meta.fields,
            "conditions", "materials", "how_to_apply", "body", "interpretation",
        ]  # fmt: skip

    def get_how_to_apply(self, policy) -> str:
        return sanitise(policy.how_to_apply)

    def get_body(self, policy) -> str:
        return sanitise(policy.body)

    def get_interpretation(self, policy) -> str:
        return sanitise(policy.interpretation)


class PolicyApiFilter(PlaceFilter, PolicyFilter):
    """The page's filters and where; nothing is hidden unless asked."""

    def in_place(self, queryset, region):
        """Policies that apply there, from above and below."""
        return queryset.applying_to(region)


@extend_schema(tags=["政策"])
@extend_schema_view(
    list=extend_schema(
        summary="政策列表",
        description="已上线站点公开的政策，现行的在前；是否有效由日期算出，见 validity。"
        "金额单位为万元。",
    ),
    retrieve=extend_schema(summary="一项政策，含全文"),
)
class PolicyViewSet(viewsets.ReadOnlyModelViewSet):
    """Public policies of live sites, current ones first; what is over says so in `validity`."""

    lookup_value_regex = "[0-9]+"
    queryset = Policy.objects.none()
    filterset_class = PolicyApiFilter

    def get_queryset(self):
        rows = Policy.objects.published().on_a_live_site()
        rows = rows.select_related("region", "category")
        return rows.prefetch_related(active_industries()).current_first()

    def get_serializer_class(self):
        return PolicyTextSerializer if self.action == "retrieve" else PolicySerializer


API_VIEWSETS = [("policies", PolicyViewSet, "policy")]
