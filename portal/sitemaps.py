"""sitemap.xml: one section a content type, addresses under PUBLIC_URL."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from news.models import Article, Column, SitePage
from parks.models import Listing, Park
from policies.models import Policy
from portal.sitemap_parts import SitemapParts
from regions.models import Site

SITE_LISTS = ("site_home", "listing_list", "park_list", "policy_list", "article_list", "guide")


class PortalSitemap(Sitemap):
    """Addresses never come from the request's Host header."""

    limit = 5000

    def __init__(self):
        self.protocol = urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site=None):
        return urlsplit(settings.PUBLIC_URL).netloc


class SiteSitemap(PortalSitemap):
    def items(self):
        slugs = Site.objects.live().order_by("pk").values_list("slug", flat=True)
        return [(name, slug) for slug in slugs for name in SITE_LISTS]

    def location(self, item):
        name, slug = item
        return reverse(name, args=[slug])


class ColumnSitemap(PortalSitemap):
    def items(self):
        return Column.objects.active().filter(site__is_live=True).select_related("site")


class PublishedSitemap(PortalSitemap):
    """Published objects under their canonical addresses, the newest of each part first."""

    @property
    def paginator(self):
        return SitemapParts(self.items().order_by("-pk"), self.limit)

    def lastmod(self, item):
        return item.updated_at


class ArticleSitemap(PublishedSitemap):
    def items(self):
        live = Article.objects.published().filter(column__site__is_live=True)
        return live.select_related("column__site").only("updated_at", "column__site__slug")


class PageSitemap(PublishedSitemap):
    def items(self):
        live = SitePage.objects.published().filter(site__is_live=True)
        return live.select_related("site").only("updated_at", "slug", "site__slug")


class ListingSitemap(PublishedSitemap):
    def items(self):
        return Listing.objects.published().on_a_live_site().only("updated_at")


class ParkSitemap(PublishedSitemap):
    def items(self):
        return Park.objects.published().on_a_live_site().only("updated_at", "slug")


class PolicySitemap(PublishedSitemap):
    def items(self):
        return Policy.objects.published().on_a_live_site().only("updated_at")


SITEMAPS = {
    "sites": SiteSitemap,
    "columns": ColumnSitemap,
    "articles": ArticleSitemap,
    "pages": PageSitemap,
    "listings": ListingSitemap,
    "parks": ParkSitemap,
    "policies": PolicySitemap,
}
