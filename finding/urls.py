"""Addresses below a site: the list, each kind's landing page, and a sheet as a PDF."""

from django.urls import path

from finding.views import listing_list, listing_sheet_pdf

urlpatterns = [
    path("listings/", listing_list, name="listing_list"),
    path("listings/<int:pk>/sheet.pdf", listing_sheet_pdf, name="listing_sheet_pdf"),
    path("land/", listing_list, {"kind": "land"}, name="land_list"),
    path("factories/", listing_list, {"kind": "factory"}, name="factory_list"),
    path("warehouses/", listing_list, {"kind": "warehouse"}, name="warehouse_list"),
    path("offices/", listing_list, {"kind": "office"}, name="office_list"),
]
