"""What parks and listings are asked alike: where they lie and which site shows them."""

from django.db.models import CharField, ExpressionWrapper, F, OuterRef, Subquery

from publishing.models import PublishedQuerySet
from regions.models import Site


class PlaceQuerySet(PublishedQuerySet):
    def in_region(self, region):
        return self.filter(region__path__startswith=region.path)

    def on_a_live_site(self):
        """Only rows that some open site shows; `site_slug`: the nearest such site."""
        here = ExpressionWrapper(OuterRef("region__path"), output_field=CharField())
        sites = (
            Site.objects.live()
            .alias(here=here)
            .filter(here__startswith=F("region__path"))
            .order_by("-region__level", "pk")
        )
        return self.annotate(site_slug=Subquery(sites.values("slug")[:1])).filter(
            site_slug__isnull=False
        )
