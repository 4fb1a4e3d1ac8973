"""What a site shows at a time, told without editions: every value that its pages could print."""

from django.db.models import BooleanField, Count, ExpressionWrapper, Q

from leads.models import CalendarPeriod, Topic
from maps.models import MapFeature
from news.models import Article, Column, KindTag, SitePage
from parks.models import (
    BuildingSpec,
    CostFactor,
    Industry,
    KindRule,
    LandTerms,
    Listing,
    ListingFile,
    ListingIndex,
    ListingPhoto,
    Park,
    TransportLink,
    Utility,
)
from policies.models import Policy, PolicyCategory
from publishing.models import Asset, public_at
from regions.models import FriendLink, MenuItem, Region, RegionAlias, ServiceTile, Site
from search.models import SearchEntry, SynonymGroup

# For staff; a vector follows from the entry's other columns.
UNSEEN = {
    *("created_by", "approved_by", "created_at", "provenance", "is_attention_needed"),
    *("hold_reason", "routing_email", "max_age_days", "vector"),
}
EVERYWHERE = (
    *(Region, RegionAlias, Topic, CalendarPeriod, KindTag, PolicyCategory, Industry, KindRule),
    SynonymGroup,
)


def said_at(slugs, now):
    """slug → what the live site shows, to be compared and kept; None where there is none."""
    everywhere = _said(
        {
            "sites": _rows(Site.objects.live()),
            "frame": [_rows(model.objects.all()) for model in EVERYWHERE],
        }
    )
    shown = {slug: _shown_at(slug, now) for slug in slugs}
    return {slug: rows and _said(rows) + everywhere for slug, rows in shown.items()}


def _shown_at(slug, now):
    site = Site.objects.live().filter(slug=slug).select_related("region").first()
    if site is None:
        return None
    region = site.region
    articles = Article.objects.published(now).on_site(site)
    policies = Policy.objects.published(now).applying_to(region)
    parks = Park.objects.published(now).in_region(region)
    listings = Listing.objects.published(now).in_region(region)
    named = Park.objects.filter(Q(pk__in=parks) | Q(listings__in=listings)).distinct()
    index_rows = ListingIndex.objects.published(now)
    is_fresh = ExpressionWrapper(Q(stale_at__gt=now), BooleanField())
    return {
        "tiles": _rows(ServiceTile.objects.filter(site=site)),
        "menu": _rows(MenuItem.objects.filter(site=site)),
        "links": _rows(FriendLink.objects.filter(site=site)),
        "map": _rows(MapFeature.objects.near(region)),
        "columns": _rows(Column.objects.filter(site=site)),
        "articles": _rows(articles),
        "related": _links(Article.parks.through.objects, "park", now, article__in=articles),
        "pages": _rows(SitePage.objects.published(now).filter(site=site)),
        "policies": _rows(policies),
        "policy industries": _rows(Policy.industries.through.objects.filter(policy__in=policies)),
        "parks": _rows(parks),
        "parks named": _public(named, now).values_list("pk", "name", "is_public"),
        "park industries": _rows(Park.industries.through.objects.filter(park__in=parks)),
        "supplies": [
            _rows(model.objects.filter(park__in=_public(named, now).filter(is_public=True)))
            for model in (Utility, TransportLink, CostFactor)
        ],
        "on offer": index_rows.filter(park__in=parks).order_by("park").values_list("park")
        .annotate(n=Count("pk")),
        "listings": _rows(listings),
        "fresh": listings.annotate(fresh=is_fresh).order_by("pk").values_list("pk", "fresh"),
        "of listings": [
            _rows(model.objects.filter(listing__in=listings))
            for model in (
                *(Listing.industries.through, ListingPhoto, ListingFile),
                *(BuildingSpec, LandTerms),
            )
        ],
        "papers": Asset.objects.filter(
            file__in=ListingFile.objects.filter(listing__in=listings).values("document")
        ).order_by("pk").values_list("file", "size_bytes", "pages"),
        "index": _rows(index_rows.filter(region__path__startswith=region.path)),
        "medians": _medians(region, now),
        "entries": _rows(
            SearchEntry.objects.published(now).filter(
                Q(region__path__startswith=region.path)
                | Q(region__adcode__in=region.lineage(), reaches_below=True)
            )
        ),
    }  # fmt: skip


def _said(shown):
    return repr({name: _listed(each) for name, each in shown.items()})


def _listed(rows):
    return [_listed(each) for each in rows] if isinstance(rows, list) else list(rows)


def _rows(rows):
    fields = [f.name for f in rows.model._meta.concrete_fields if f.name not in UNSEEN]
    return rows.order_by("pk").values_list(*fields)


def _public(parks, now):
    is_public = ExpressionWrapper(public_at(now), BooleanField())
    return parks.annotate(is_public=is_public).order_by("pk")


def _links(links, through, now, **where):
    """With whether the far end is public: articles are put in order by that."""
    is_public = ExpressionWrapper(public_at(now, f"{through}__"), BooleanField())
    rows = links.filter(**where).annotate(is_public=is_public).order_by("pk")
    return rows.values_list("article", "park", "is_public")


def _medians(region, now):
    """Of the plots around each public plot of the site, which stand beside it."""
    prefectures = Listing.objects.published(now).in_region(region).of_kind("land")
    paths = {
        "".join(f"{code}/" for code in path.split("/")[:-1][:2])
        for path in prefectures.values_list("region__path", flat=True)
    }
    plots = Listing.objects.published(now).of_kind("land")
    return [
        _rows(LandTerms.objects.filter(listing__in=plots.filter(region__path__startswith=path)))
        .values_list("investment_wan_per_mu", "tax_wan_per_mu", "output_wan_per_mu")
        for path in sorted(paths)
    ]  # fmt: skip
