"""Typed columns by chance: each row of the table of attributes as lists of real parks have it.

What is not named here is drawn by its type: known of half, without a shape of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from django.db import models

from parks.attributes import typed
from parks.kinds import LAND, OFFICE
from parks.models.terms import terms_model

ROUND_NUMBERS = (1, 2, 5, 10, 20, 50)
HALL_HEIGHTS = (4.5, 6, 7.2, 8, 9, 10, 12, 15)
OFFICE_HEIGHTS = (2.8, 3.2, 3.6, 4.2)


@dataclass(frozen=True)
class Usual:
    """In which share of the listings a fact is known, its values, and of those the share of yes."""

    known: float = 0.5
    values: Sequence = ROUND_NUMBERS
    yes: float = 0.5


USUAL = {
    "use_code": Usual(0.85),
    "supply_mode": Usual(0.7),
    "state": Usual(0.8),
    "is_standard_land": Usual(0.6, yes=0.4),
    "tenure_years": Usual(0.7, (20, 30, 50)),
    "investment_wan_per_mu": Usual(0.5, range(80, 401)),
    "is_eia_ready": Usual(yes=0.6),
    "fire_class": Usual(0.6),
    "delivery_standard": Usual(0.6),
    "clear_height_m": Usual(0.75, HALL_HEIGHTS),
    "floor_height_m": Usual(0.4, HALL_HEIGHTS),
    "load_t_per_sqm": Usual(0.6, (0.3, 0.5, 0.8, 1, 1.5, 2, 3, 5)),
    "column_spacing_m": Usual(0.4, (6, 7.5, 8, 9, 12)),
    "crane_t": Usual(0.3, (3, 5, 10, 16, 20, 32)),
    "freight_lift_t": Usual(0.35, (1, 2, 3, 5)),
    "power_kva": Usual(0.6, (80, 200, 400, 630, 1000, 2000, 4000)),
    "has_dual_power": Usual(0.3, yes=0.4),
    "has_sprinkler": Usual(),
    "has_steam": Usual(0.3, yes=0.3),
    "has_gas": Usual(0.4),
    "has_rail_siding": Usual(yes=0.05),
    "is_registrable": Usual(0.6, yes=0.9),
    "is_separately_titled": Usual(),
    "efficiency_percent": Usual(0.5, range(55, 96)),
    "property_fee_yuan_per_sqm_month": Usual(0.5, [tenths / 10 for tenths in range(5, 121)]),
}
OF_KIND = {
    LAND: {"power_kva": Usual(0.4, (1000, 2000, 5000, 10000, 20000))},
    OFFICE: {
        "clear_height_m": Usual(0.75, OFFICE_HEIGHTS),
        "floor_height_m": Usual(0.4, OFFICE_HEIGHTS),
    },
}


def drawers(kind, random: Random) -> dict[str, Callable]:
    """{column: function that draws a value} for the typed columns of a kind.

    Free words stay empty, and so does what is kept in two columns that belong together.
    """
    usual = USUAL | OF_KIND.get(kind, {})
    fields = [terms_model(kind)._meta.get_field(r.name) for r in typed(kind) if not r.columns]
    found = {field.name: _drawer(field, usual.get(field.name, Usual()), random) for field in fields}
    return {name: draw for name, draw in found.items() if draw}


def _drawer(field, usual, random):
    def maybe(draw, unknown=None):
        return lambda: draw() if random.random() < usual.known else unknown

    if isinstance(field, models.BooleanField):
        return maybe(lambda: random.random() < usual.yes)
    if field.choices:
        codes = [code for code, _ in field.choices]
        return maybe(lambda: random.choice(codes), unknown="")
    if isinstance(field, models.CharField):
        return None
    return maybe(lambda: random.choice(usual.values))
