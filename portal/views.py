"""Home pages, display settings, accent colours, QR codes, health."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def network_home(request):
    return HttpResponse("")


@require_safe
def site_home(request, site):
    return HttpResponse(site.name)


@require_safe
def site_qr(request, site):
    return HttpResponse("")


@require_safe
def site_theme(request, slug):
    return HttpResponse("", content_type="text/css")


@require_safe
def display_set(request):
    return HttpResponse("")


@require_safe
def healthz(request):
    return HttpResponse("ok")


@require_safe
def readyz(request):
    return HttpResponse("ok")


def csrf_failure(request, reason=""):
    return HttpResponse(reason, status=403)
