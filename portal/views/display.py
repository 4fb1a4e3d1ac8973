"""Remembering how a reader wants pages shown."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal.display_preferences import YEAR_SECONDS, changed, cookie_value, parse


@require_safe
@never_cache
def display_set(request):
    """Set or take back a setting, then return to the page the reader was on."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts=None) or not target.isprintable():
        target = "/"
    name = settings.DISPLAY_COOKIE_NAME
    chosen = changed(parse(request.COOKIES.get(name, "")), request.GET.dict())
    response = HttpResponseRedirect(target)
    if chosen:
        response.set_cookie(
            name,
            cookie_value(chosen),
            max_age=YEAR_SECONDS,
            samesite="Lax",
            httponly=True,
            secure=settings.CSRF_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(name, samesite="Lax")
    return response
