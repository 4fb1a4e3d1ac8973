"""Addresses of the staff's worklists, below the admin and behind its login."""

from django.contrib import admin
from django.urls import path

from upkeep.views import content_findings, per_mu_score, place_gaps, unknown_facts, verification

staff = admin.site.admin_view

urlpatterns = [
    path("verification/", staff(verification.verification_list), name="verification_list"),
    path("verification/<int:pk>/", staff(verification.verification_tap), name="verification_tap"),
    path(
        "verification/undo/<int:history_id>/",
        staff(verification.verification_undo),
        name="verification_undo",
    ),
    path("per-mu/<int:pk>/", staff(per_mu_score.per_mu_score), name="per_mu_score"),
    path("content/", staff(content_findings.content_findings), name="content_findings"),
    path("content.csv", staff(content_findings.content_findings_csv), name="content_findings_csv"),
    path("gaps/", staff(place_gaps.gap_list), name="gap_list"),
    path("gaps/<int:pk>/", staff(place_gaps.gap_detail), name="gap_detail"),
    path("unknown/", staff(unknown_facts.unknown_list), name="unknown_list"),
    path("unknown/<slug:need>/", staff(unknown_facts.unknown_detail), name="unknown_detail"),
]
