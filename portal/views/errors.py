"""Errors that must not lose what a visitor typed."""

from django.shortcuts import render

from leads.views import consult_again
from regions.models import Site

CONSULT_VIEWS = {"consult", "lead_status"}


def csrf_failure(request, reason=""):
    """A consultation comes back filled with a fresh token; any other form gets the 403 page."""
    match = request.resolver_match
    if match is not None and match.url_name in CONSULT_VIEWS:
        return consult_again(request)
    return render(request, "403_csrf.html", status=403)


def page_not_found(request, exception):
    """The 404 page inside the frame of the site whose address it is, where there is one."""
    if getattr(request, "site", None) is None:
        slug = request.path.split("/")[1]
        request.site = Site.objects.live().with_ancestors().filter(slug=slug).first()
    return render(request, "404.html", status=404)
