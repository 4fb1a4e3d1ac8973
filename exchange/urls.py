"""Addresses of imports and exports, below the admin's own of the same model."""

from django.contrib import admin
from django.urls import path

from exchange import export_views, views

staff = admin.site.admin_view
LISTINGS = "parks/listing"

# Mounted inside the admin's namespace (portal/urls.py): the addresses are older than this room.
admin_urlpatterns = [
    path(f"{LISTINGS}/import/", staff(views.listing_import), name="parks_listing_import"),
    path(
        f"{LISTINGS}/import/template/<slug:kind>/",
        staff(views.listing_import_template),
        name="parks_listing_import_template",
    ),
    path(
        f"{LISTINGS}/import/<int:pk>/",
        staff(views.listing_import_job),
        name="parks_listing_import_job",
    ),
    path(
        f"{LISTINGS}/import/<int:pk>/faults/",
        staff(views.listing_import_faults),
        name="parks_listing_import_faults",
    ),
    path(f"{LISTINGS}/export/", staff(export_views.listing_export), name="parks_listing_export"),
    path(
        f"{LISTINGS}/export/<int:pk>/",
        staff(export_views.listing_export_job),
        name="parks_listing_export_job",
    ),
    path(
        f"{LISTINGS}/export/<int:pk>/file/",
        staff(export_views.listing_export_file),
        name="parks_listing_export_file",
    ),
]
