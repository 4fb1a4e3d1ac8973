"""Addresses of the map below a site."""

from django.urls import path

from maps.views import listing_map, listing_map_points

urlpatterns = [
    path("map/", listing_map, name="listing_map"),
    path("map/points/", listing_map_points, name="listing_map_points"),
]
