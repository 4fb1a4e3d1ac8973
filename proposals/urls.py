"""Addresses below a site: the board paper behind its link."""

from django.urls import path

from proposals.views import papers

urlpatterns = [
    path("proposal/<slug:token>/", papers.proposal_detail, name="proposal_detail"),
    path("proposal/<slug:token>/sheet.pdf", papers.proposal_sheet, name="proposal_sheet"),
]
