"""The network's entrance and the home page of a site."""

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from news.models import Article
from parks.models import Listing, Park
from policies.models import Policy
from portal.locator_map import locator_map
from regions.models import Site

LISTINGS, PARKS, ARTICLES, POLICIES = 3, 4, 5, 4


@require_safe
@keep_page()
def network_home(request):
    """Choose a site; an installation with one home site goes straight there."""
    sites = list(Site.objects.live().with_ancestors().order_by("region__path"))
    home = next((site for site in sites if site.is_home), None)
    if home is not None:
        return redirect(home)
    context = {"sites": sites, "is_demo": settings.DEMO}
    return render(request, "portal/network_home.html", context)


@require_safe
@keep_page()
def site_home(request, site):
    parks = _parks(site)
    context = {
        "listings": _listings(site),
        "parks": parks,
        "articles": _articles(site),
        "policies": _policies(site),
        "locator_map": locator_map(site.region, parks),
        "slogan": site.slogan.split("|"),
        "meta": {
            "title": f"{site.name}·土地、厂房、政策一站查询",
            "description": site.introduction,
        },
    }
    return render(request, "portal/site_home.html", context)


def _articles(site):
    told = Article.objects.published().on_site(site).filter(column__is_guide=False)
    whole = told.select_related("column__site", "kind_tag").newest_first()
    return site.kept.rows(whole, slice(ARTICLES))


def _listings(site):
    newest = Listing.objects.published().in_region(site.region).on_offer().for_cards()
    return site.kept.rows(newest.order_by("-publish_at", "-pk"), slice(LISTINGS))


def _parks(site):
    """The site's parks with what is on offer in each, and their address on this site."""
    parks = Park.objects.published().in_region(site.region).with_listing_counts()
    chosen = list(parks.order_by("-listing_count", "-pk")[:PARKS])
    for number, park in enumerate(chosen, start=1):
        park.number = number
        park.url = park.url_on(site)
    return chosen


def _policies(site):
    in_force = Policy.objects.published().in_force().applying_to(site.region)
    return site.kept.rows(in_force.order_by("-issued_on", "-pk"), slice(POLICIES))
