"""Addresses of lists, listings and parks below a site."""

from django.urls import path

from parks import listing_views, map_views, sheet_views, shortlist_views, views

urlpatterns = [
    path("listings/", views.listing_list, name="listing_list"),
    path("land/", views.listing_list, {"kind": "land"}, name="land_list"),
    path("factories/", views.listing_list, {"kind": "factory"}, name="factory_list"),
    path("warehouses/", views.listing_list, {"kind": "warehouse"}, name="warehouse_list"),
    path("offices/", views.listing_list, {"kind": "office"}, name="office_list"),
    path("listings/<int:pk>/", listing_views.listing_detail, name="listing_detail"),
    path("map/", map_views.listing_map, name="listing_map"),
    path("map/points/", map_views.listing_map_points, name="listing_map_points"),
    path("listings/<int:pk>/sheet/", sheet_views.listing_sheet, name="listing_sheet"),
    path("listings/<int:pk>/sheet.pdf", sheet_views.listing_sheet_pdf, name="listing_sheet_pdf"),
    path("compare/", shortlist_views.listing_compare, name="listing_compare"),
    path("shortlist/", shortlist_views.shortlist, name="shortlist"),
    path("parks/", views.park_list, name="park_list"),
    path("parks/<slug:slug>/", views.park_detail, name="park_detail"),
]
