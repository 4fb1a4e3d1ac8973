"""What parks and listings are asked alike: where they lie and which site shows them."""

from publishing.models import PublishedQuerySet
from regions.canonical import CanonicalQuerySetMixin


class PlaceQuerySet(CanonicalQuerySetMixin, PublishedQuerySet):
    def in_region(self, region):
        return self.filter(region__path__startswith=region.path)
