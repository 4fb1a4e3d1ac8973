"""The page of one listing, and what stands there while its verification has lapsed."""

from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from core.kept_parts import NOTHING_KEPT
from core.public_url import absolute
from core.shown_objects import shows
from parks.benchmarks import control_rows
from parks.fact_groups import FactGroups
from parks.landing_pages import LANDINGS
from parks.listing_events import listing_events
from parks.listing_page import photos, public_listing, similar, supplied_park
from parks.models import LandTerms, Listing
from parks.per_mu_form import per_mu_form
from publishing.preview import finish, visible_or_404


@require_safe
@keep_page()
def listing_detail(request, site, pk):
    now, in_region = timezone.now(), Listing.objects.in_region(site.region)
    try:
        listing = visible_or_404(
            request,
            public_listing(now=now, path=site.region.path, pk=pk),
            lambda: in_region.filter(pk=pk).for_page(),
        )
    except Http404:
        return _listing_hidden(request, site, get_object_or_404(in_region.hidden_as_stale(), pk=pk))
    landing, park = LANDINGS[listing.kind], listing.public_park
    per_mu = per_mu_form(request.GET, listing)
    context = {
        "listing": listing,
        "photos": photos(listing),
        "groups": FactGroups(listing),
        "events": listing_events(listing),
        "controls": _controls(listing, site.kept),
        "per_mu": per_mu,
        "per_mu_results": per_mu.results() if per_mu else [],
        "park": supplied_park(park) if park else None,
        "park_url": _park_url(park, site) if park else "",
        "similar": similar(listing, site, now),
        "now": now,
        "landing_url": reverse(landing.url_name, args=[site.slug]),
        "page_path": listing.url_on(site),
        "share_url": absolute(listing.url_on(site)),
        "crumbs": [
            {"label": "找空间", "url": reverse("listing_list", args=[site.slug])},
            {"label": landing.noun, "url": reverse(landing.url_name, args=[site.slug])},
            {"label": listing.title, "url": listing.url_on(site)},
        ],
        "meta": {
            "title": f"{listing.title}·{site.name}",
            "description": _description(listing),
            "canonical_path": listing.get_absolute_url(),
        },
    }
    status = 400 if per_mu and per_mu.errors else 200
    page = render(request, "parks/listing_detail.html", context, status=status)
    return shows(finish(request, page), listing)


def _listing_hidden(request, site, listing):
    """It was public until its verification lapsed: its address says so, and tells no facts."""
    landing = LANDINGS[listing.kind]
    context = {
        "code": listing.code,
        "noun": landing.noun,
        "similar": similar(listing, site, timezone.now()),
        "landing_url": reverse(landing.url_name, args=[site.slug]),
        "consult_query": "?" + urlencode({"topic": "space", "message": f"咨询编号 {listing.code}"}),
        "crumbs": [{"label": "找空间", "url": reverse("listing_list", args=[site.slug])}],
        "meta": {"title": f"这处空间暂不展示·{site.name}", "is_indexed": False},
    }
    return render(request, "parks/listing_hidden.html", context, status=410)


def _description(listing):
    """With size and price, for messengers and search engines."""
    area, price = listing.area_figure, listing.price_figure
    told = (listing.place, f"{area.value} {area.unit}", f"{price.label} {price.value} {price.unit}")
    return "，".join(filter(None, (*map(str.strip, told), listing.summary)))


def _park_url(park, site):
    """On this site if it shows the park, else its canonical address; empty where nobody does."""
    is_here = park.region.path.startswith(site.region.path)
    return park.url_on(site) if is_here else park.get_absolute_url()


def _controls(listing, kept=NOTHING_KEPT):
    if not listing.is_land or listing.terms() is None:
        return []
    medians = kept.get(
        ("medians", *listing.region.lineage()[:2]),
        lambda: LandTerms.objects.published_in_prefecture(listing.region).control_medians(),
    )
    return control_rows(listing.terms(), medians)
