"""Land and price units: 1 亩 = 2000/3 ㎡, 1 km² = 1,500 亩, a month is 365/12 days.

PRICE_UNITS, AREA_UNITS and SPELLINGS are the only tables of units: listings, filters, texts and
lists that are brought in read them.
"""

from dataclasses import dataclass
from decimal import Decimal

SQM_PER_MU = Decimal(2000) / 3
SQM_PER_SQKM = Decimal(1_000_000)
DAYS_PER_MONTH = Decimal(365) / 12


def mu_to_sqm(mu: Decimal) -> Decimal:
    return mu * SQM_PER_MU


def sqm_to_mu(sqm: Decimal) -> Decimal:
    return sqm / SQM_PER_MU


@dataclass(frozen=True)
class AreaUnit:
    label: str
    sqm: Decimal


@dataclass(frozen=True)
class PriceUnit:
    """How an amount becomes the canonical column; `is_rent` tells which of the two."""

    label: str
    factor: Decimal
    is_rent: bool

    @property
    def column(self):
        return "rent_yuan_per_sqm_month" if self.is_rent else "price_yuan_per_sqm"


AREA_UNITS = {"mu": AreaUnit("亩", SQM_PER_MU), "sqm": AreaUnit("㎡", Decimal(1))}
PRICE_UNITS = {
    "wan_per_mu": PriceUnit("万元/亩", Decimal(15), is_rent=False),
    "yuan_per_sqm": PriceUnit("元/㎡", Decimal(1), is_rent=False),
    "yuan_per_sqm_month": PriceUnit("元/㎡·月", Decimal(1), is_rent=True),
    "yuan_per_sqm_day": PriceUnit("元/㎡·天", DAYS_PER_MONTH, is_rent=True),
}
MILLI, CENTI = Decimal("0.001"), Decimal("0.01")
# How people write a unit, and other units they write in its place, with the factor to it.
SPELLINGS = {
    "㎡": {
        "㎡": 1,
        "平方米": 1,
        "平米": 1,
        "平": 1,
        "平方": 1,
        "sqm": 1,
        "亩": SQM_PER_MU,
        "公顷": 10_000,
        "ha": 10_000,
        "km²": SQM_PER_SQKM,
        "平方公里": SQM_PER_SQKM,
    },
    "m": {
        "m": 1,
        "米": 1,
        "公尺": 1,
        "cm": CENTI,
        "厘米": CENTI,
        "mm": MILLI,
        "毫米": MILLI,
    },
    "t": {"t": 1, "吨": 1, "kg": MILLI, "公斤": MILLI},
    "t/㎡": {
        "t/㎡": 1,
        "吨/㎡": 1,
        "吨/平方米": 1,
        "吨/平米": 1,
        "吨/平": 1,
        "吨": 1,
        "t": 1,
        "t/平方米": 1,
        "kg/㎡": MILLI,
        "公斤/平方米": MILLI,
        "公斤/㎡": MILLI,
    },
    "kV": {"kV": 1, "千伏": 1},
    "kVA": {"kVA": 1, "千伏安": 1, "MVA": 1000, "兆伏安": 1000},
    "万元": {"万元": 1, "万": 1, "元": Decimal("0.0001"), "亿元": 10_000},
    "个": {"个": 1, "扇": 1},
    "个月": {"个月": 1, "月": 1},
    "万元/亩·年": {"万元/亩·年": 1, "万元/亩/年": 1, "万元/亩": 1},
    "元/㎡·月": {"元/㎡·月": 1, "元/平方米/月": 1, "元/㎡/月": 1, "元/平米·月": 1},
}


def spellings_of(unit: str) -> dict:
    """{as written: factor}, the unit itself first; empty for what has no unit."""
    return SPELLINGS.get(unit, {unit: 1}) if unit else {}
