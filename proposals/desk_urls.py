"""Addresses of board papers at the desk, below the admin and behind its login."""

from django.contrib import admin
from django.urls import path

from proposals.views import proposal_plans

urlpatterns = [
    path(
        "lead/<int:lead_pk>/",
        admin.site.admin_view(proposal_plans.proposal_plan),
        name="proposal_plan",
    ),
]
