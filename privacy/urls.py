"""Addresses of the visitor's own data, beside those of enquiries and before them."""

from django.urls import path

from privacy import views

urlpatterns = [path("consult/erased/", views.data_erased, name="data_erased")]
