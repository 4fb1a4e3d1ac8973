"""A site whose listings differ in everything that can be asked for; a seed tells worlds apart."""

import datetime
import random

from django.utils import timezone

from parks.models import BuildingSpec, LandTerms, Listing, TransportLink, Utility
from tests import factories

MEASURES = {
    "clear_height_m": (6, 8, 9, 9.5, 12),
    "floor_height_m": (4, 6),
    "load_t_per_sqm": (0.5, 2, 3, 3.1, 5),
    "column_spacing_m": (6, 9),
    "crane_t": (5, 10),
    "freight_lift_t": (1, 3),
    "power_kva": (315, 2000, 4000),
    "property_fee_yuan_per_sqm_month": (1, 2.5),
}
YES_NO = [
    "is_eia_ready",
    "is_registrable",
    "is_separately_titled",
    "has_dual_power",
    "has_sprinkler",
    "has_steam",
    "has_gas",
    "has_rail_siding",
]


def build_finding_world(site, count, seed=1):
    """`count` listings with random facts, of which every third is unknown."""
    dice = random.Random(seed)  # noqa: S311 -- not a secret
    parks = [_park(site, slug, dice) for slug in ("north", "south")]
    unseen = _park(site, "unseen", dice, status="draft")
    industries = [factories.IndustryFactory(slug=slug) for slug in ("salt", "solar")]
    for _ in range(count):
        listing = _listing(site, dice, dice.choice([*parks, unseen, None]))
        listing.industries.set(dice.sample(industries, dice.randrange(3)))
        if dice.random() < 0.85:
            _terms(listing, dice)
        listing.index()


def _park(site, slug, dice, **kwargs):
    park = factories.ParkFactory(region=site.region, slug=slug, name=slug, **kwargs)
    for kind in (TransportLink.Kind.RAIL_FREIGHT, TransportLink.Kind.HIGHWAY):
        km = dice.choice([None, 5, 10, 30])
        TransportLink.objects.create(park=park, kind=kind, name="站", distance_km=km)
    Utility.objects.create(park=park, kind="gas", is_supplied=dice.choice([None, True, False]))
    return park


def _listing(site, dice, park):
    area = dice.choice([400, 3000, 13333, 13333.33, 20000])
    unit, offer = dice.choice(
        [("yuan_per_sqm_month", "lease"), ("wan_per_mu", "sale"), ("yuan_per_sqm_day", "both")]
    )
    price = dice.choice([None, 0.5, 6, 12])
    day = timezone.localdate() + datetime.timedelta(days=dice.choice([-30, 20, 200]))
    return factories.ListingFactory(
        region=site.region,
        park=park,
        kind=dice.choice(Listing.Kind.values),
        offer=offer,
        area_sqm=area,
        divisible_from_sqm=dice.choice([None, area / 2]),
        price_amount=price,
        price_unit=unit if price else "",
        available_on=dice.choice([None, day]),
        verified_at=dice.choice([None, timezone.now() - datetime.timedelta(days=dice.random())]),
        status_of_offer=dice.choice(["available", "available", "negotiating", "taken"]),
    )


def _terms(listing, dice):
    def maybe(values):
        return dice.choice([None, *values])

    common = {"power_kva": maybe(MEASURES["power_kva"]), "is_eia_ready": maybe([True, False])}
    if listing.is_land:
        LandTerms.objects.create(
            listing=listing,
            use_code=dice.choice(["", "100101", "100102"]),
            supply_mode=dice.choice(["", "listed", "lease"]),
            state=dice.choice(["", "cleared", "planned"]),
            is_standard_land=maybe([True, False]),
            investment_wan_per_mu=maybe([100, 300]),
            **common,
        )
        return
    BuildingSpec.objects.create(
        listing=listing,
        fire_class=dice.choice(["", "jia", "ding"]),
        delivery_standard=dice.choice(["", "bare", "fitted"]),
        **{name: maybe(values) for name, values in MEASURES.items()},
        **{name: maybe([True, False]) for name in YES_NO},
    )
