"""Lists follow the site that somebody chose at the foot of the rail (ADR 39)."""

from copy import copy

from regions import access


def site_in_focus(request):
    """The Site whose rows alone this account wants in its lists; None: all that it may see."""
    find = getattr(request, "site_focus", None)  # of portal.site_choice, by its middleware
    return find() if find else None


def narrowed(request):
    """The request as lists, counts and the start page ask for their rows."""
    user, kept = getattr(request, "_narrowed", (None, request))
    if user is request.user:  # else a copy of the request, made to ask for somebody else
        return kept
    site = site_in_focus(request)
    if site is None:
        request._narrowed = request.user, request
        return request
    twin = copy(request)
    twin.user = access.focused(request.user, site.region)
    twin._narrowed = twin.user, twin
    request._narrowed = request.user, twin
    return twin
