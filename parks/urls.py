"""Addresses of listings, parks and what is shown of several, below a site."""

from django.urls import path

from parks.views import datasheets, listings, parks, shortlists

urlpatterns = [
    path("listings/<int:pk>/", listings.listing_detail, name="listing_detail"),
    path("listings/<int:pk>/sheet/", datasheets.listing_sheet, name="listing_sheet"),
    path("compare/", shortlists.listing_compare, name="listing_compare"),
    path("shortlist/", shortlists.shortlist, name="shortlist"),
    path("parks/", parks.park_list, name="park_list"),
    path("parks/<slug:slug>/", parks.park_detail, name="park_detail"),
]
