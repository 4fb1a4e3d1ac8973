"""Addresses of the numbers, below the admin and behind its login."""

from django.contrib import admin
from django.urls import path

from reporting import views

staff = admin.site.admin_view

urlpatterns = [
    path("", staff(views.lead_report), name="lead_report"),
    path("gaps/", staff(views.gap_month), name="gap_month"),
    path("seen/", staff(views.quiet_objects), name="quiet_objects"),
    path("seen.csv", staff(views.quiet_objects_csv), name="quiet_objects_csv"),
    path("ledger/", staff(views.lead_ledger_export), name="lead_ledger_export"),
]
