"""The home page of a site."""

from functools import partial

from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.kept_pages import keep_page
from news.models import Article
from parks.models import Listing, Park
from policies.models import Policy
from portal.locator_map import locator_map

LISTINGS, PARKS, ARTICLES, POLICIES = map(slice, (3, 4, 5, 4))


@require_safe
@keep_page()
def site_home(request, site):
    parks = site.kept.list("parks with most on offer", partial(_most_on_offer, site), PARKS)
    context = {
        "listings": site.kept.list("newest listings", partial(_listings, site), LISTINGS),
        "parks": parks,
        "articles": site.kept.list("newest articles", partial(_articles, site), ARTICLES),
        "policies": site.kept.list("newest policies", partial(_policies, site), POLICIES),
        "locator_map": site.kept.get("locator map", partial(_locator_map, site, parks)),
        "slogan": site.slogan.split("|"),
        "meta": {
            "title": f"{site.name}·土地、厂房、政策一站查询",
            "description": site.introduction,
        },
    }
    return render(request, "portal/site_home.html", context)


def _articles(site):
    told = site.columns.filter(is_guide=False)
    newest = Article.objects.published().newest_of(told, ARTICLES.stop)
    return newest.select_related("column__site", "kind_tag")


def _listings(site):
    newest = Listing.objects.published().in_region(site.region).on_offer().for_cards()
    return newest.order_by("-publish_at", "-pk")


def _most_on_offer(site):
    """The site's parks with what is on offer in each."""
    parks = Park.objects.published().in_region(site.region).with_listing_counts()
    return parks.order_by("-listing_count", "-pk")


def _locator_map(site, parks):
    """Where these parks lie, numbered, with their addresses on this site."""
    numbered = [*parks]
    for number, park in enumerate(numbered, start=1):
        park.number = number
        park.url = park.url_on(site)
    return locator_map(site.region, numbered)


def _policies(site):
    in_force = Policy.objects.published().in_force().applying_to(site.region)
    return in_force.order_by("-issued_on", "-pk")
