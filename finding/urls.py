"""Addresses of the list below a site: all kinds, and each kind's landing page."""

from django.urls import path

from finding.views import listing_list

urlpatterns = [
    path("listings/", listing_list, name="listing_list"),
    path("land/", listing_list, {"kind": "land"}, name="land_list"),
    path("factories/", listing_list, {"kind": "factory"}, name="factory_list"),
    path("warehouses/", listing_list, {"kind": "warehouse"}, name="warehouse_list"),
    path("offices/", listing_list, {"kind": "office"}, name="office_list"),
]
