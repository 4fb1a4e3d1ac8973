"""The site's addresses, and before them one for each error page."""

from django.core.exceptions import BadRequest, PermissionDenied
from django.shortcuts import render
from django.urls import path

from portal import urls
from portal.views import csrf_failure


def bad_request(request):
    raise BadRequest


def forbidden(request):
    raise PermissionDenied


def too_many(request):
    return render(request, "429.html", status=429)


def broken(request):
    raise RuntimeError("on purpose")


urlpatterns = [
    path("error/400/", bad_request),
    path("error/403/", forbidden),
    path("error/403-csrf/", csrf_failure),
    path("error/429/", too_many),
    path("error/500/", broken),
    *urls.urlpatterns,
]
