"""What a place offers to pick from."""

from dataclasses import dataclass

from django.db.models import F, FloatField, IntegerField, Value
from django.db.models.functions import Cast

from parks.models import Industry, Park
from regions.models import Region


@dataclass(frozen=True)
class Choice:
    """A park or an industry that can be picked."""

    pk: int
    slug: str
    name: str
    latitude: float | None = None
    longitude: float | None = None


class Choices:
    """Parks of a region, industries, and the regions that belong to it; one query."""

    def __init__(self, region=None):
        parks, regions = Park.objects.published(), Region.objects.none()
        if region is not None:
            parks = parks.in_region(region)
            regions = Region.objects.filter(path__startswith=region.path)
        industries = Industry.objects.filter(is_active=True)
        located = [Cast(name, FloatField()) for name in ("latitude", "longitude")]
        nowhere = [Value(None, FloatField())] * 2
        rows = _rows("park", parks, F("slug"), F("name"), *located).union(
            _rows("industry", industries, F("slug"), F("name"), *nowhere, F("position")),
            _rows("region", regions, Value(""), Value(""), *nowhere),
            all=True,
        )
        found = {"park": [], "industry": [], "region": []}
        for label, position, *values in rows:
            found[label].append((position, Choice(*values)))
        self.parks, self.industries, regions = (
            [choice for _, choice in sorted(rows, key=lambda row: (row[0], row[1].pk))]
            for rows in found.values()
        )
        self.region_ids = [choice.pk for choice in regions] if region is not None else None


def _rows(label, rows, slug, name, latitude, longitude, position=None):
    position = Cast(position or Value(0), IntegerField())
    return rows.order_by().values_list(
        Value(label), position, F("pk"), slug, name, latitude, longitude
    )
