"""Addresses of 首谈 at the desk, below the admin and behind its login."""

from django.contrib import admin
from django.urls import path

from claims import views

staff = admin.site.admin_view

urlpatterns = [
    path("", staff(views.claim_list), name="claim_list"),
    path("<int:lead_pk>/", staff(views.claim), name="claim"),
]
