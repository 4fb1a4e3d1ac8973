"""Addresses under /<site>/consult/."""

from django.urls import path

from leads import views

urlpatterns = [
    path("consult/", views.consult, name="consult"),
    path("consult/callback/", views.consult, name="callback"),
    path("consult/status/", views.lead_status, name="lead_status"),
    path("consult/watch/", views.lead_watch, name="lead_watch"),
    path("consult/<str:reference>/", views.consult_receipt, name="consult_receipt"),
]
