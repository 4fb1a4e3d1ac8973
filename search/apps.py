"""One index over everything public."""

from django.apps import AppConfig

from search.dictionary import register


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "搜索"

    def ready(self):
        register(self.names)

    def names(self):
        """Full, short, former and everyday names of regions, for the dictionary."""
        from regions.models import Region, RegionAlias  # models load after this module

        for names in Region.objects.values_list("name", "short_name"):
            yield from names
        yield from RegionAlias.objects.values_list("name", flat=True)
