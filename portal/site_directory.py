"""The sites of the network as a reader looks for his: by name, by province, by letter, by nearness.

Hundreds of them: read at once with what each has on offer, and shown in pages.
"""

import math
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from django.db.models import Count

from core.pinyin import readings
from maps.basemap import middles_of, province_of
from parks.models import ListingIndex
from regions.models import Region, RegionSpelling, Site
from regions.spellings import place_key

EARTH_KM = 6371
MOST_FOUND = 24
NEAREST = 8
# Places whose names begin so; one letter names thousands.
MOST_PLACES = 60
# Shorter distances are told to the kilometre, longer ones to ten.
ROUGHLY_FROM_KM = 100


@dataclass(frozen=True)
class SiteEntry:
    """A site with the place it stands for. `count`: what is on offer there and below."""

    slug: str
    name: str
    path: str
    above: str
    province: str
    province_name: str
    reading: str
    letters: frozenset[str]
    point: tuple[float, float] | None
    count: int


@dataclass(frozen=True)
class Choice:
    """A province or a letter to choose; of a letter that no site begins with the number is 0."""

    value: str
    label: str
    number: int
    is_current: bool = False


class SiteDirectory:
    """Every live site in the order of GB/T 2260. Two queries, and two more to find by a name."""

    def __init__(self):
        self.sites = list(Site.objects.live().with_ancestors().order_by("region__path"))

    @cached_property
    def on_offer(self) -> Counter:
        """{path of a region: listings to be had in it and below}."""
        rows = ListingIndex.objects.published().on_offer().order_by()
        counted = Counter()
        for path, number in rows.values_list("region__path").annotate(Count("pk")):
            codes = path.split("/")[:-1]
            for length in range(1, len(codes) + 1):
                counted["".join(f"{code}/" for code in codes[:length])] += number
        return counted

    @cached_property
    def entries(self) -> list[SiteEntry]:
        return [_entry(site, self.on_offer[site.region.path]) for site in self.sites]

    def provinces(self, current="") -> list[Choice]:
        numbers = Counter(entry.province for entry in self.entries)
        names = {entry.province: entry.province_name for entry in self.entries}
        return [
            Choice(code, names[code], numbers[code], code == current) for code in sorted(numbers)
        ]

    def letters(self, current="") -> list[Choice]:
        numbers = Counter(letter for entry in self.entries for letter in entry.letters)
        return [Choice(each, each, numbers[each], each == current) for each in ascii_uppercase]

    def of_province(self, code) -> list[SiteEntry]:
        return [entry for entry in self.entries if entry.province == code]

    def of_letter(self, letter) -> list[SiteEntry]:
        """In the order of the alphabet; after them those that may be read otherwise."""
        found = (entry for entry in self.entries if letter in entry.letters)
        return sorted(found, key=lambda entry: (not entry.reading, entry.reading, entry.path))

    def nearest_to(self, region, most=NEAREST) -> list[tuple[SiteEntry, int | None]]:
        """[(entry, km as the crow flies)] of others, None where no place is known of either.

        Those come last, the nearest kin in the tree first. Without the sites of regions above.
        """
        here = _point_of(region)
        others = [entry for entry in self.entries if not region.path.startswith(entry.path)]
        told = [(entry, _km(here, entry.point)) for entry in others]

        def turn(row):
            entry, km = row
            kinship = -len(_shared(entry.path, region.path))
            return (km is None, km or 0, kinship, entry.path)

        return sorted(told, key=turn)[:most]

    def named(self, text) -> list[SiteEntry]:
        """Sites of the places that a text names in any spelling, else of those that begin so.

        A place without a site of its own is found at the nearest one above it, else at those below.
        """
        return self._of_places(RegionSpelling.objects.of(text)) or self._of_places(
            self._beginning(text)
        )

    def _beginning(self, text):
        """Of places that have a site, for all others begin somehow, too."""
        own = RegionSpelling.objects.filter(region__in=[site.region_id for site in self.sites])
        key = place_key(text)
        return own.filter(key__startswith=key) if key else own.none()

    def _of_places(self, spelt):
        rows = spelt.order_by("-is_todays", "region__path").values_list("region", flat=True)
        keys = list(dict.fromkeys(rows[: MOST_PLACES * 3]))[:MOST_PLACES]
        places = Region.objects.in_bulk(keys)
        found = dict.fromkeys(
            entry for key in keys if key in places for entry in self._sites_of(places[key])
        )
        return list(found)[:MOST_FOUND]

    def _sites_of(self, region):
        own = [entry for entry in self.entries if entry.path == region.path]
        below = [entry for entry in self.entries if entry.path.startswith(region.path)]
        above = [entry for entry in self.entries if region.path.startswith(entry.path)]
        return [*own, *below] or above[-1:]


def _entry(site, count):
    region = site.region
    chain = [region]
    while chain[0].parent_id:
        chain.insert(0, chain[0].parent)
    read = readings(region.short_name)
    return SiteEntry(
        slug=site.slug,
        name=site.short_name,
        path=region.path,
        above="·".join(each.short_name for each in chain[:-1]),
        province=chain[0].adcode,
        province_name=chain[0].short_name,
        # Of a name that can be read in two ways neither is put into the reader's mouth.
        reading="".join(read[0]) if len(read) == 1 else "",
        letters=frozenset(each[0][0].upper() for each in read if each and each[0][:1].isalpha()),
        point=_point_of(region),
        count=count,
    )


def _point_of(region) -> tuple[float, float] | None:
    """(latitude, longitude) of its seat, else the middle of its prefecture."""
    if region.latitude is not None and region.longitude is not None:
        return float(region.latitude), float(region.longitude)
    middles = middles_of(province_of(region))
    known = (middles[code] for code in reversed(region.lineage()) if code in middles)
    return next(known, None)


def _km(here, there) -> int | None:
    """Great circle, by the haversine."""
    if here is None or there is None:
        return None
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, point)) for point in (here, there))
    part = math.sin((lat2 - lat1) / 2) ** 2
    part += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return round(2 * EARTH_KM * math.asin(math.sqrt(part)))


def distance_words(km: int | None) -> str:
    """约 280 km; nothing of what is unknown or so near that only the prefecture is known."""
    if not km:
        return ""
    return f"约 {km if km < ROUGHLY_FROM_KM else round(km, -1)} km"


def _shared(one: str, other: str) -> list[str]:
    """The codes that both paths begin with."""
    pairs = zip(one.split("/"), other.split("/"), strict=False)
    shared = []
    for mine, theirs in pairs:
        if mine != theirs or not mine:
            break
        shared.append(mine)
    return shared
