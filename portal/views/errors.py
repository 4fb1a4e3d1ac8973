"""Errors that must not lose what a visitor typed."""

from django.shortcuts import render

from leads.views import consult_again

CONSULT_VIEWS = {"consult", "lead_status"}


def csrf_failure(request, reason=""):
    """A consultation comes back filled with a fresh token; any other form gets the 403 page."""
    match = request.resolver_match
    if match is not None and match.url_name in CONSULT_VIEWS:
        return consult_again(request)
    return render(request, "403_csrf.html", status=403)
