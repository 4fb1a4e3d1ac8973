"""Parks all over one province, and the site that shows them: where made listings lie.

All in one province, so that a page of its site has every row to sift: the hardest case.
"""

import datetime
import random
from dataclasses import dataclass

from django.utils import timezone

from bench.synthetic.copying import write_rows
from core.bulk_upsert import reserve_keys
from parks.models import CostFactor, Industry, Park, TransportLink, Utility
from regions.models import Region, Site
from search.models import ReindexRequest

MARK = "load-"
SITE_SLUG = "load"
PROVINCE = "630000"
LISTINGS_A_PARK = 1_500
FEWEST, MOST = 40, 600
# Where a county lies is not always known; the province is about that large, in degrees.
NORTH, EAST = (32.0, 38.5), (90.5, 102.5)
WORDS = (
    "昆仑",
    "兴业",
    "河湟",
    "启航",
    "同德",
    "高原",
    "绿源",
    "新城",
    "东川",
    "通达",
    "金河",
    "宝源",
)
SORTS = ["工业园", "产业园", "经济技术开发区", "物流园", "科技园", "循环经济园"]
PRICES = {"power": (0.3, 0.6, "元/kWh"), "water": (2, 6, "元/m³"), "gas": (1.5, 3.5, "元/m³")}


@dataclass(frozen=True)
class SyntheticPark:
    """A made park as a listing sees it."""

    pk: int
    region_id: int
    name: str
    latitude: float
    longitude: float


def make_parks(listings: int) -> list[SyntheticPark]:
    """The made parks, as many as `listings` need; those that are there already count."""
    ensure_site()
    wanted = min(max(listings // LISTINGS_A_PARK, FEWEST), MOST)
    there = Park.objects.filter(slug__startswith=MARK).count()
    if wanted > there:
        _make_parks(wanted - there)
    columns = ("pk", "region_id", "name", "latitude", "longitude")
    rows = Park.objects.filter(slug__startswith=MARK).order_by("pk").values_list(*columns)
    return [SyntheticPark(pk, region, name, float(y), float(x)) for pk, region, name, y, x in rows]


def clear_parks() -> int:
    """Remove made parks and the site; gives the number of parks."""
    parks = Park.objects.filter(slug__startswith=MARK)
    for model in (Utility, TransportLink, CostFactor, Park.industries.through):
        model.objects.filter(park__in=parks)._raw_delete("default")
    Site.objects.filter(slug=SITE_SLUG).delete()
    return parks._raw_delete("default")


def ensure_site() -> Site:
    """A live site of the whole province; the province's own if it has one."""
    province = Region.objects.get(adcode=PROVINCE)
    site, _ = Site.objects.get_or_create(
        region=province,
        defaults={
            "slug": SITE_SLUG,
            "short_name": province.short_name,
            "platform_name": "压力测试站点",
            "slogan": "只用于|测量",
            "introduction": "合成数据，只用于测量速度。",
            "hotline": "400-000-0000",
            "organiser": "合成数据",
            "is_live": True,  # Not is_demo: seeds add their pages to every demo site.
        },
    )
    return site


def _make_parks(number):
    keys = reserve_keys(Park, number)
    rng = random.Random(keys[0])  # noqa: S311 -- not a secret
    counties = list(Region.objects.filter(path__startswith=f"{PROVINCE}/", level=3))
    industries = list(Industry.objects.filter(is_active=True).values_list("pk", flat=True))
    write_rows(Park, [_park(rng, key, rng.choice(counties)) for key in keys], with_keys=True)
    write_rows(Park.industries.through, _industries(rng, keys, industries))
    write_rows(TransportLink, _transport(rng, keys))
    write_rows(Utility, _utilities(rng, keys))
    write_rows(CostFactor, _costs(rng, keys))
    # Their listings come after them: no copy has to follow.
    ReindexRequest.objects.filter(label__startswith="parks.", object_id__in=keys).delete()


def _park(rng, key, county):
    name = f"{county.short_name}{rng.choice(WORDS)}{rng.choice(SORTS)}{key}"
    north = float(county.latitude) if county.latitude else rng.uniform(*NORTH)
    east = float(county.longitude) if county.longitude else rng.uniform(*EAST)
    return {
        "id": key,
        "region_id": county.pk,
        "name": name,
        "slug": f"{MARK}{key}",
        "level": rng.choice(Park.Level.values),
        "summary": f"{name}，合成数据，只用于测量。",
        "address": f"{county.name}城区以{rng.choice('东南西北')} {rng.randint(2, 40)} km",
        "latitude": round(north + rng.uniform(-0.4, 0.4), 5),
        "longitude": round(east + rng.uniform(-0.4, 0.4), 5),
        "status": Park.Status.APPROVED.value,
        "publish_at": timezone.now() - datetime.timedelta(days=900),
        "is_demo": True,
    }


def _industries(rng, parks, industries):
    for park in parks:
        for industry in rng.sample(industries, min(rng.randint(1, 4), len(industries))):
            yield {"park_id": park, "industry_id": industry}


def _transport(rng, parks):
    for park in parks:
        for kind, known, farthest in (("rail_freight", 0.7, 80), ("highway", 0.85, 30)):
            km = round(rng.uniform(0.5, farthest), 1) if rng.random() < known else None
            state = "" if park % 10 else "planned"
            yield {
                "park_id": park,
                "kind": kind,
                "name": f"{kind} {park}",
                "distance_km": km,
                "state": state,
            }


def _utilities(rng, parks):
    for park in parks:
        for kind in Utility.Kind.values:
            if rng.random() < 0.8:
                yield {"park_id": park, "kind": kind, "is_supplied": rng.random() < 0.9}


def _costs(rng, parks):
    for park in parks:
        for kind, (low, high, unit) in PRICES.items():
            yield {
                "park_id": park,
                "kind": kind,
                "value": round(rng.uniform(low, high), 3),
                "unit": unit,
                "valid_from_on": timezone.localdate() - datetime.timedelta(days=30),
                "source": "合成数据",
            }
