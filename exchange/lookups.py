"""Regions, parks and industries by the names people write, within what the importer may touch."""

from collections import defaultdict

from exchange.converters import fold, show
from parks.models import Industry, Park
from regions.models import Region, RegionSpelling
from regions.spellings import place_key, places_by_key

SEPARATORS = str.maketrans(dict.fromkeys("，,；;/|\n", "、"))


class Lookups:
    """Names read once for a whole import; only rows below the import's region are known."""

    def __init__(self, region):
        self.region = region
        self.parks = defaultdict(set)
        below = {r.pk: r for r in Region.objects.filter(path__startswith=region.path)}
        spelt = RegionSpelling.objects.filter(region__in=below)
        named = places_by_key(spelt.values_list("key", "region", "is_todays"))
        self.regions = {key: {below[pk] for pk in found} for key, found in named.items()}
        self.regions |= {found.adcode: {found} for found in below.values()}
        for park in Park.objects.filter(region__path__startswith=region.path).defer("body"):
            self.parks[fold(park.name)].add(park)
        active = Industry.objects.filter(is_active=True)
        self.industries = {fold(industry.name): industry for industry in active}

    def find(self, name, text):
        """The row that `text` names, for a column of this name."""
        return {"region": self._region, "park": self._park, "industries": self._industries}[name](
            text
        )

    def _region(self, text):
        found = self.regions.get(place_key(text), ())
        if len(found) != 1:
            why = "有几个地区都叫" if found else "这次导入的范围里没有"
            raise ValueError(f"{why}{show(text)}，可以写 6 位区划代码。")
        return next(iter(found))

    def _park(self, text):
        found = self.parks.get(fold(text), ())
        if len(found) != 1:
            why = "有几个园区都叫" if found else "这次导入的范围里没有园区"
            raise ValueError(f"{why}{show(text)}。")
        return next(iter(found))

    def _industries(self, text):
        names = [fold(name) for name in text.translate(SEPARATORS).split("、") if name.strip()]
        unknown = [name for name in names if name not in self.industries]
        if unknown:
            raise ValueError(f"没有产业{show(unknown[0])}，可填的名称见模板第二页。")
        return frozenset(self.industries[name].pk for name in names)

    def industry_names(self, keys):
        return "、".join(sorted(i.name for i in self.industries.values() if i.pk in keys))
