"""One index over everything public."""

from django.apps import AppConfig, apps

from search.dictionary import register


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "搜索"

    def ready(self):
        register(self.names)

    def names(self):
        """Full, short, former and everyday names of regions, for the dictionary."""
        for names in apps.get_model("regions.Region").objects.values_list("name", "short_name"):
            yield from names
        yield from apps.get_model("regions.RegionAlias").objects.values_list("name", flat=True)
