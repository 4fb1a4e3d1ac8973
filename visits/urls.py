"""Addresses of visits at the desk, below the admin and behind its login."""

from django.contrib import admin
from django.urls import path

from visits.views import visits

staff = admin.site.admin_view

urlpatterns = [
    path("schedule/", staff(visits.visit_list), name="visit_list"),
    path("lead/<int:lead_pk>/", staff(visits.visit_plan), name="visit_plan"),
    path(
        "lead/<int:lead_pk>/<int:pk>/itinerary.pdf",
        staff(visits.visit_itinerary),
        name="visit_itinerary",
    ),
    path(
        "lead/<int:lead_pk>/<int:pk>/calendar.ics",
        staff(visits.visit_calendar),
        name="visit_calendar",
    ),
]
