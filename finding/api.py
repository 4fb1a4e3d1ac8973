"""Listings over the read API: what the list shows, with the same filters."""

from django import forms
from django.db.models import Prefetch
from django.http import QueryDict
from drf_spectacular.plumbing import build_choice_description_list, build_parameter_type
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import viewsets
from rest_framework.exceptions import ValidationError
from rest_framework.filters import BaseFilterBackend

from core.form_fields import DayField, FigureField
from finding.forms import ListingFilterForm, without_blanks
from finding.listing_query import ListingQuery
from finding.options import NamedOptions
from parks.api import ListingSerializer, active_industries
from parks.attributes import BY_NAME as ATTRIBUTES
from parks.models import Listing, ListingPhoto
from regions.filters import REGION_SCHEMA, SITE_SCHEMA, PlaceFilter

TEXT = {"type": "string"}
# What the published schema calls these two.
TITLES = {"price_unit": ATTRIBUTES["price_unit"].label, "status": "状态"}


class ListingFilterBackend(BaseFilterBackend):
    """Where, and all conditions of the list page; mistakes of both are told together."""

    def filter_queryset(self, request, queryset, view):
        data = without_blanks(request.query_params)
        place = PlaceFilter(data, queryset)
        query = ListingQuery(data, NamedOptions(data))
        if mistakes := place.errors | query.form.errors:
            raise ValidationError({name: list(messages) for name, messages in mistakes.items()})
        return query.sorted_listings(place.qs)

    def get_schema_operation_parameters(self, view):
        nothing = QueryDict()
        fields = ListingFilterForm(nothing, NamedOptions(nothing)).fields
        return [
            _parameter("site", dict(SITE_SCHEMA)),
            _parameter("region", dict(REGION_SCHEMA)),
            *(_field_parameter(name, field) for name, field in fields.items()),
        ]


def _field_parameter(name, field):
    if isinstance(field, FigureField):
        return _parameter(name, {"type": "number", "format": "double"}, field.label)
    if isinstance(field, DayField):
        return _parameter(name, TEXT | {"format": "date"}, field.label)
    if not isinstance(field, forms.ChoiceField):
        return _parameter(name, TEXT, field.label)
    choices = [(value, label) for value, label in field.choices if value]
    words = build_choice_description_list(choices) if choices else ""
    description = "\n\n".join(filter(None, (field.label, words)))
    values = [value for value, _ in choices]
    if isinstance(field, forms.MultipleChoiceField):
        several = {"type": "array", "items": dict(TEXT)}
        return _parameter(name, several, description, enum=values, explode=True, style="form")
    title = {"title": TITLES[name]} if name in TITLES else {}
    return _parameter(name, TEXT | title, description, enum=values)


def _parameter(name, schema, description=None, **kwargs):
    description = description or schema.pop("description")
    return build_parameter_type(
        name, schema, OpenApiParameter.QUERY, description=description, **kwargs
    )


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
