"""What makes a site itself: accent colours, QR codes, the pictures of its links."""

import io

import segno
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.public_url import LONGEST_PATH, absolute, scanned
from portal.share_cards import card_of, drawn
from regions.models import Site

DAY, MINUTE = 86_400, 60  # seconds


@require_safe
@cache_control(public=True, max_age=300)
@keep_page()
def site_theme(request, slug):
    """Four numbers that tokens.css turns into the site's colours."""
    site = get_object_or_404(Site.objects.live(), slug=slug)
    css = (
        f":root{{--region-hue:{site.hue};--region-chroma:{site.chroma};"
        f"--region-warm:{site.warm};--region-stone:{site.stone}}}\n"
    )
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@require_safe
def site_qr(request, site):
    """An SVG code of an address of this site (?path=), or of its mini program (?to=mini).

    The code may be kept for a day; a refusal may not.
    """
    if request.GET.get("to") == "mini" and site.mini_program_url:
        target = site.mini_program_url
    else:
        path = request.GET.get("path") or site.get_absolute_url()
        if not path.startswith(f"/{site.slug}/") or len(path) > LONGEST_PATH or not path.isascii():
            return HttpResponseBadRequest("二维码只能指向本站页面。")
        target = absolute(scanned(path))
    out = io.BytesIO()
    segno.make(target, error="m").save(
        out, kind="svg", border=1, xmldecl=False, nl=False, omitsize=True
    )
    response = HttpResponse(out.getvalue(), content_type="image/svg+xml")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@require_safe
def share_card(request, site):
    """The picture of a public page (?path=) as messengers show it, kept for an edition.

    Caches keep it for a minute: what is withdrawn is soon gone there, too.
    """
    path = request.GET.get("path", "")
    if len(path) > LONGEST_PATH:
        raise Http404
    picture = site.kept.get(("share card", path), lambda: _drawn_card(path, site))
    if picture is None:
        raise Http404
    response = HttpResponse(picture, content_type="image/png")
    patch_cache_control(response, public=True, max_age=MINUTE)
    return response


def _drawn_card(path, site):
    card = card_of(path, site)
    return card and drawn(card, site)
