"""The one address of what several sites show: under the nearest of them that is live.

Pages name it as canonical; the API, GeoJSON, sitemap and structured data give no other. Links and
codes on a site's own pages lead to the same site instead (`url_on(site)`): who reads on, scans a
code or asks stays with the officers of the site he came to.
"""

from django.db.models import OuterRef, Subquery

from regions.models import Site


class CanonicalQuerySetMixin:
    """Of models with a `region` that are HasCanonicalUrl."""

    def with_canonical_site(self):
        """`canonical_slug`: that of the nearest live site that shows it, None without one."""
        sites = Site.objects.showing(
            OuterRef("region__path"), reaches_below=self.model.reaches_below
        )
        return self.annotate(canonical_slug=Subquery(sites.values("slug")[:1]))

    def on_a_live_site(self):
        """Only rows that some live site shows, with_canonical_site()."""
        return self.with_canonical_site().filter(canonical_slug__isnull=False)


class HasCanonicalUrl:
    """Something of a region that its site and the sites above show; the model says url_at()."""

    reaches_below = False  # whether the sites below show it, too

    def url_at(self, slug: str) -> str:
        """The address below the site of that slug."""
        raise NotImplementedError

    def url_on(self, site) -> str:
        return self.url_at(site.slug)

    def get_absolute_url(self) -> str:
        """The canonical address, "" where no live site shows it; a query where it is not known."""
        if "canonical_slug" not in vars(self):
            sites = Site.objects.showing(self.region.path, reaches_below=self.reaches_below)
            self.canonical_slug = sites.values_list("slug", flat=True).first()
        return self.url_at(self.canonical_slug) if self.canonical_slug else ""
