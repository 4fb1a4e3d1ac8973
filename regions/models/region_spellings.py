"""Every spelling of a region as a key, so that one look finds it as it was typed."""

from django.db import models

from regions.spellings import place_key, spellings_of

BATCH = 2000


class RegionSpellingQuerySet(models.QuerySet):
    def rewrite(self, regions):
        """Make the keys of these regions what their names give; what is right already stays."""
        regions = list(regions.prefetch_related("aliases"))
        wanted = {
            (region.pk, key, is_todays)
            for region in regions
            for key, is_todays in spellings_of(
                region.name,
                region.short_name,
                [region.romanised, *(alias.name for alias in region.aliases.all())],
            ).items()
        }
        of_these = self.filter(region__in=[region.pk for region in regions])
        stored = {(row.region_id, row.key, row.is_todays): row.pk for row in of_these}
        gone = [pk for each, pk in stored.items() if each not in wanted]
        self.filter(pk__in=gone).delete()
        rows = [
            self.model(region_id=pk, key=key, is_todays=is_todays)
            for pk, key, is_todays in sorted(wanted - stored.keys())
        ]
        self.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)

    def of(self, text):
        """What a text spells: names of today, where there are none former ones.

        邯郸市 is a city and was its districts.
        """
        spelt = self.filter(key=place_key(text))
        todays = spelt.filter(is_todays=True)
        return todays if todays.exists() else spelt


class RegionSpelling(models.Model):
    """A way to write a region; derived from its names (regions.spellings), never edited."""

    region = models.ForeignKey(
        "regions.Region", models.CASCADE, related_name="spellings", verbose_name="地区"
    )
    key = models.CharField("写法", max_length=60)
    is_todays = models.BooleanField("今天的名称", default=True)

    objects = RegionSpellingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "地区写法"
        constraints = [
            models.UniqueConstraint(
                fields=["key", "region"], name="%(app_label)s_%(class)s_key_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["key"],
                opclasses=["varchar_pattern_ops"],
                name="regions_spelling_prefix",
            )
        ]

    def __str__(self):
        return f"{self.key} → {self.region_id}"
