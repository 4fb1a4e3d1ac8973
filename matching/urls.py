"""Addresses of the five questions below a site."""

from django.urls import path

from matching.views import guide_fit, guide_fit_result

urlpatterns = [
    path("guide/fit/", guide_fit, name="guide_fit"),
    path("guide/fit/result/", guide_fit_result, name="guide_fit_result"),
]
