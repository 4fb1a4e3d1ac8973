"""Which entries a site shows, alone, with all below it, or as one of the whole network."""

from functools import cached_property

from django.db.models import Q

from regions.models import Site
from search.vectors import OWN, from_above, in_region, just_region, on_site


class SubtreeScope:
    """The site's own pages, its region and all below, and what the regions above let reach down."""

    def __init__(self, site):
        self.site = site

    def places(self) -> list[str]:
        """As the vectors name them; an entry filed under one of them belongs."""
        lineage = self.site.region.lineage()
        return [on_site(self.site.slug), self._region(lineage[-1]), *map(from_above, lineage[:-1])]

    def rows(self) -> Q:
        """What is left to ask of the rows."""
        return Q()

    def with_places(self, entries):
        """The entries with what site_for() reads."""
        return entries

    def site_for(self, entry):
        """The live site on which a hit of this scope is read."""
        return self.site

    def _region(self, adcode):
        return in_region(adcode)


class SiteScope(SubtreeScope):
    """The same without the regions below."""

    def _region(self, adcode):
        return just_region(adcode)


class NetworkScope(SubtreeScope):
    """All that any live site shows; hits lead to this site if it shows them, else the nearest.

    Asked from the network's own pages there is no site (None).
    """

    def places(self) -> list[str]:
        regions = [site.region for site in self.sites]
        paths = {region.path for region in regions}
        tops = [r for r in regions if not any(r.path != p and r.path.startswith(p) for p in paths)]
        above = [from_above(code) for top in tops for code in top.lineage()[:-1]]
        return list(dict.fromkeys([OWN, *(in_region(top.adcode) for top in tops), *above]))

    def rows(self) -> Q:
        return Q(site_slug="") | Q(site_slug__in=[site.slug for site in self.sites])

    @cached_property
    def sites(self):
        """Live sites with their regions. One query."""
        return list(Site.objects.live().select_related("region").order_by("pk"))

    def with_places(self, entries):
        return entries.select_related("region")

    def site_for(self, entry):
        if self.site and shows(self.site, entry):
            return self.site
        showing = [site for site in self.sites if shows(site, entry)]
        return min(showing, key=lambda site: _turn(site, entry), default=self.site)


SCOPES = {"subtree": SubtreeScope, "site": SiteScope, "all": NetworkScope}


def shows(site, entry) -> bool:
    """Whether an entry (with its region at hand) is read on this site."""
    if entry.site_slug:
        return entry.site_slug == site.slug
    is_below = entry.region.path.startswith(site.region.path)
    return is_below or (entry.reaches_below and site.region.path.startswith(entry.region.path))


def _turn(site, entry):
    """As SiteQuerySet.showing() has them: its own and the nearest above, then those below."""
    is_above = entry.region.path.startswith(site.region.path)
    return -site.region.level if is_above else site.region.level
