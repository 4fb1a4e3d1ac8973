"""One index over everything public."""

from django.apps import AppConfig

from search.dictionary import register


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = "搜索"

    def ready(self):
        register(self.names)
        register(self.synonyms, shortest=2)

    def names(self):
        """Full, short, former and everyday names of regions, for the dictionary."""
        from regions.models import RegionSpelling  # models load after this module

        spelt = RegionSpelling.objects.exclude(key__regex="[a-z0-9]")
        yield from spelt.values_list("key", flat=True)

    def synonyms(self):
        """Words that editors gave other words for, such as 天车."""
        from search.models import SynonymGroup  # models load after this module
        from search.tokenizer import HAN

        for group in SynonymGroup.objects.filter(is_active=True):
            yield from filter(HAN.match, group.folded())
