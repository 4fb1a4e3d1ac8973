"""Map features at the desk."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html

from core.drawn_geometry import DrawnGeometryField
from maps.drawn_features import places_of
from maps.models import MapFeature, shape_of
from parks.models.coordinates import far_from_region
from regions.scoped_admin import ScopedModelAdmin


class MapFeatureForm(forms.ModelForm):
    class Meta:
        model = MapFeature
        fields = "__all__"  # noqa: DJ007 -- the admin narrows them by its fieldsets
        field_classes = {"geometry": DrawnGeometryField}

    def clean(self):
        cleaned = super().clean()
        text, kind = cleaned.get("geometry"), cleaned.get("kind")
        if not (text and kind):
            return cleaned
        try:
            geometry = DrawnGeometryField.read(text, shape_of(kind))
            self._refuse_far_off(geometry, cleaned.get("region"))
        except ValidationError as error:
            self.add_error("geometry", error)
        else:
            cleaned["geometry"] = geometry
        return cleaned

    @staticmethod
    def _refuse_far_off(geometry, region):
        """A line may lead far away; some of it lies where its region does."""
        words = [far_from_region(north, east, region) for east, north in places_of(geometry)]
        if all(words):
            raise ValidationError(f"图形{words[0]}")


@admin.register(MapFeature)
class MapFeatureAdmin(ScopedModelAdmin):
    form = MapFeatureForm
    list_display = ("kind", "name", "state", "region", "source", "sourced_on", "on_the_map")
    list_display_links = ("kind", "name")
    list_filter = ("kind", "state")
    list_select_related = ("region",)
    ordering = ("region", "kind", "pk")
    search_fields = ("name", "source")
    search_help_text = "按名称、依据查找"
    autocomplete_fields = ("region",)
    fields = ("region", "kind", "name", "state", "geometry", "source", "sourced_on", "is_demo")

    @admin.display(description="示意图")
    def on_the_map(self, feature):
        site = feature.region.site if hasattr(feature.region, "site") else None
        if site is None:
            return "没有站点"
        return format_html('<a href="{}">看地图</a>', reverse("listing_map", args=[site.slug]))
