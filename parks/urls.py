"""Addresses of lists, listings and parks below a site."""

from django.urls import path

from parks.views import datasheets, listings, lists, maps, shortlists

urlpatterns = [
    path("listings/", lists.listing_list, name="listing_list"),
    path("land/", lists.listing_list, {"kind": "land"}, name="land_list"),
    path("factories/", lists.listing_list, {"kind": "factory"}, name="factory_list"),
    path("warehouses/", lists.listing_list, {"kind": "warehouse"}, name="warehouse_list"),
    path("offices/", lists.listing_list, {"kind": "office"}, name="office_list"),
    path("listings/<int:pk>/", listings.listing_detail, name="listing_detail"),
    path("map/", maps.listing_map, name="listing_map"),
    path("map/points/", maps.listing_map_points, name="listing_map_points"),
    path("listings/<int:pk>/sheet/", datasheets.listing_sheet, name="listing_sheet"),
    path("listings/<int:pk>/sheet.pdf", datasheets.listing_sheet_pdf, name="listing_sheet_pdf"),
    path("compare/", shortlists.listing_compare, name="listing_compare"),
    path("shortlist/", shortlists.shortlist, name="shortlist"),
    path("parks/", lists.park_list, name="park_list"),
    path("parks/<slug:slug>/", lists.park_detail, name="park_detail"),
]
