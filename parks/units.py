"""Land and rent units: 1 亩 = 2000/3 ㎡, 1 km² = 1,500 亩, a month is 365/12 days."""

from decimal import Decimal

SQM_PER_MU = Decimal(2000) / 3
SQM_PER_SQKM = Decimal(1_000_000)
DAYS_PER_MONTH = Decimal(365) / 12
YUAN_PER_WAN = Decimal(10_000)


def mu_to_sqm(mu: Decimal) -> Decimal:
    return mu * SQM_PER_MU


def sqm_to_mu(sqm: Decimal) -> Decimal:
    return sqm / SQM_PER_MU


def wan_per_mu_to_yuan_per_sqm(wan: Decimal) -> Decimal:
    """万元/亩 → 元/㎡ (×15)."""
    return wan * YUAN_PER_WAN / SQM_PER_MU
