"""What can be picked from: the parks of a place and the industries."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F, FloatField, IntegerField, Value
from django.db.models.functions import Cast

from core.text_folding import fold
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


class PlaceOptions:
    """All parks of a region, all industries, and the regions that belong to it; one query."""

    def __init__(self, region):
        regions = Region.objects.filter(path__startswith=region.path)
        found = _choices(
            park=_parks(Park.objects.published().in_region(region)),
            industry=_industries(Industry.objects.filter(is_active=True)),
            region=_rows(regions, Value(""), Value("")),
        )
        self.parks, self.industries = found["park"], found["industry"]
        self.region_ids = [region.pk for region in found["region"]]

    def parks_called(self, word: str) -> list[int]:
        """Keys of the parks whose names hold the folded word."""
        return [park.pk for park in self.parks if word in fold(park.name)]


class NamedOptions:
    """Of the whole network only the parks and industries that an address names."""

    region_ids = None  # every region

    def __init__(self, data):
        named = {
            name: [slug for slug in data.getlist(name) if "\0" not in slug]  # no column holds it
            for name in ("park", "industry")
        }
        found = {"park": [], "industry": []}
        if any(named.values()):
            found = _choices(
                park=_parks(_parks_of_the_network().filter(slug__in=named["park"])),
                industry=_industries(
                    Industry.objects.filter(is_active=True, slug__in=named["industry"])
                ),
            )
        self.parks, self.industries = found["park"], found["industry"]

    @cached_property
    def _names(self):
        return list(Park.objects.published().order_by().values_list("pk", "name"))

    def parks_called(self, word: str) -> list[int]:
        """As PlaceOptions; names are read when the first word is asked for."""
        return [pk for pk, name in self._names if word in fold(name)]


class NetworkOptions:
    """All parks and industries of the network that can be named."""

    def __init__(self):
        found = _choices(
            park=_parks(_parks_of_the_network()),
            industry=_industries(Industry.objects.filter(is_active=True)),
        )
        self.parks, self.industries = found["park"], found["industry"]


def _parks_of_the_network():
    return Park.objects.published().on_a_live_site()


def _choices(**rows):
    """{label: its choices in order}; one query."""
    labelled = [each.annotate(label=Value(label)) for label, each in rows.items()]
    found = {label: [] for label in rows}
    for *values, position, label in labelled[0].union(*labelled[1:], all=True):
        found[label].append((position, Choice(*values)))
    return {
        label: [choice for _, choice in sorted(each, key=lambda row: (row[0], row[1].pk))]
        for label, each in found.items()
    }


def _parks(parks):
    return _rows(
        parks, F("slug"), F("name"), Cast("latitude", FloatField()), Cast("longitude", FloatField())
    )


def _industries(industries):
    return _rows(industries, F("slug"), F("name"), position=F("position"))


def _rows(rows, slug, name, latitude=None, longitude=None, position=None):
    return rows.order_by().values_list(
        F("pk"),
        slug,
        name,
        latitude or Value(None, FloatField()),
        longitude or Value(None, FloatField()),
        Cast(position or Value(0), IntegerField()),
    )
