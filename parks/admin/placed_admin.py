"""The desk of what lies somewhere."""

from django.contrib import admin

from core.coordinate_systems import CoordinateSystem
from publishing.workflow_admin import PublishableAdmin


class PlacedAdmin(PublishableAdmin):
    @admin.display(description="坐标系")
    def coordinate_system(self, obj):
        """Shown to those who may not change anything; others have the choice of the form."""
        return CoordinateSystem.WGS84.label
