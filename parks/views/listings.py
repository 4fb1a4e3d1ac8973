"""The page of one listing, and what stands there while its verification has lapsed."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.kept_parts import NOTHING_KEPT
from parks.benchmarks import control_rows
from parks.landing_pages import LANDINGS
from parks.models import LandTerms, Listing
from parks.per_mu_form import per_mu_form
from publishing.preview import finish, get_visible_or_404

SIMILAR = 3


@require_safe
@keep_page()
def listing_detail(request, site, pk):
    in_region = Listing.objects.in_region(site.region)
    try:
        listing = get_visible_or_404(request, in_region.for_detail(), pk=pk)
    except Http404:
        return _listing_hidden(request, site, get_object_or_404(in_region.hidden_as_stale(), pk=pk))
    landing = LANDINGS[listing.kind]
    per_mu = per_mu_form(request.GET, listing)
    context = {
        "listing": listing,
        "photos": list(listing.photos.all()),
        "controls": _controls(listing, site.kept),
        "per_mu": per_mu,
        "per_mu_results": per_mu.results() if per_mu else [],
        "similar": _similar(listing, site),
        "now": timezone.now(),
        "landing_url": reverse(landing.url_name, args=[site.slug]),
        "consult_query": f"?topic=space&listing={listing.pk}",
        "page_path": listing.url_on(site),
        "park_url": _park_url(listing, site),
        "crumbs": [
            {"label": "找空间", "url": reverse("listing_list", args=[site.slug])},
            {"label": landing.noun, "url": reverse(landing.url_name, args=[site.slug])},
            {"label": listing.title, "url": listing.url_on(site)},
        ],
        "meta": {
            "title": f"{listing.title}·{site.name}",
            "description": listing.summary or f"{listing.place} {listing.title}",
            "canonical_path": listing.get_absolute_url(),
        },
    }
    status = 400 if per_mu and per_mu.errors else 200
    return finish(request, render(request, "parks/listing_detail.html", context, status=status))


def _listing_hidden(request, site, listing):
    """It was public until its verification lapsed: its address says so, and tells no facts."""
    landing = LANDINGS[listing.kind]
    context = {
        "code": listing.code,
        "noun": landing.noun,
        "similar": _similar(listing, site),
        "landing_url": reverse(landing.url_name, args=[site.slug]),
        "consult_query": "?" + urlencode({"topic": "space", "message": f"咨询编号 {listing.code}"}),
        "crumbs": [{"label": "找空间", "url": reverse("listing_list", args=[site.slug])}],
        "meta": {"title": f"这处空间暂不展示·{site.name}", "is_indexed": False},
    }
    return render(request, "parks/listing_hidden.html", context, status=410)


def _similar(listing, site):
    similar = Listing.objects.similar_to(listing, site.region).for_cards()
    return site.kept.rows(similar, slice(SIMILAR))


def _park_url(listing, site):
    """On this site if it shows the park, else its canonical address; empty where nobody does."""
    park = listing.public_park
    if park is None:
        return ""
    is_here = park.region.path.startswith(site.region.path)
    return park.url_on(site) if is_here else park.get_absolute_url()


def _controls(listing, kept=NOTHING_KEPT):
    if not listing.is_land or listing.terms() is None:
        return []
    plots = LandTerms.objects.published_in_prefecture(listing.region)
    medians = kept.get(("medians", *listing.region.lineage()[:2]), plots.control_medians)
    return control_rows(listing.terms(), medians)
