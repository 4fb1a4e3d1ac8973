"""Words of a query that name a place, in any spelling: 大通县, datong, Golmud, 冷湖行委.

Such a word is also answered by what lies in the place, and by what its name of today stands in.
Each process keeps the spellings of the places that a site shows or lies in.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, OuterRef

from core.refreshed import Refreshed
from regions.models import Region, RegionSpelling, Site
from regions.spellings import place_key, places_by_key
from search.tokenizer import HAN, normalise

# Short runs of letters name somebody's place everywhere: an, he, bay.
LATIN = re.compile(r"[a-z]{4,}")
# 朝阳 is a district, a city and a county.
MOST_PLACES = 6


@dataclass(frozen=True)
class PlaceName:
    """What a word stands for: codes of regions, and their names of today as readings."""

    adcodes: tuple[str, ...] = ()
    readings: tuple = ()


NO_PLACE = PlaceName()


class PlaceNames:
    """The spellings of the network's places, read now and then."""

    def __init__(self, seconds: Callable[[], float]):
        self._places = Refreshed(_read_places, empty={}, seconds=seconds)

    def of(self, words: Iterable[str], around: Collection[str] = ()) -> dict[str, PlaceName]:
        """{word: the places it names}, of those that name one.

        `around`: codes of places that all of it lies in anyway; their names alone are looked for.
        """
        places = self._places.get()
        named = {word: places.get(place_key(word)) for word in words if may_name_a_place(word)}
        return {word: _place_name(word, found, around) for word, found in named.items() if found}

    def reset(self):
        """Forget everything, as in a new process."""
        self._places.reset()


def may_name_a_place(word: str) -> bool:
    return len(word) > 1 if HAN.match(word) else bool(LATIN.fullmatch(word))


def _place_name(word, places, around):
    names = dict.fromkeys(name for _, name in places if name != word)
    codes = tuple(code for code, _ in places if code not in around)
    return PlaceName(codes, tuple(((name,),) for name in names))


def _read_places(before) -> dict[str, tuple]:
    """{key: ((adcode, short name), …)}, the widest first."""
    shown = Site.objects.showing(OuterRef("path"), reaches_below=True)
    # Found first: without statistics PostgreSQL would look for the sites of each spelling anew.
    regions = {region.pk: region for region in Region.objects.filter(Exists(shown))}
    spelt = RegionSpelling.objects.filter(region__in=regions)
    rows = sorted(
        (regions[pk].level, regions[pk].adcode, key, normalise(regions[pk].short_name), is_todays)
        for key, pk, is_todays in spelt.values_list("key", "region", "is_todays")
    )
    found = places_by_key((key, (code, name), is_todays) for _, code, key, name, is_todays in rows)
    return {key: tuple(places[:MOST_PLACES]) for key, places in found.items()}


PLACE_NAMES = PlaceNames(lambda: settings.SEARCH_WORDS_SECONDS)
