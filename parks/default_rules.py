"""The rules of the kinds every installation starts with."""

from parks.kinds import Kind
from parks.models import KindRule

RULES = {
    Kind.LAND: {
        "fresh_days": 180,
        "grace_days": 60,
        "required": ["use_code", "supply_mode", "tenure_years", "investment_wan_per_mu"],
    },
    Kind.FACTORY: {
        "fresh_days": 90,
        "grace_days": 30,
        "required": ["clear_height_m", "load_t_per_sqm", "power_kva", "fire_class"],
    },
    Kind.WAREHOUSE: {
        "fresh_days": 90,
        "grace_days": 30,
        "required": ["clear_height_m", "load_t_per_sqm", "fire_class"],
    },
    Kind.OFFICE: {
        "fresh_days": 90,
        "grace_days": 30,
        "required": ["delivery_standard", "property_fee_yuan_per_sqm_month"],
    },
}


def ensure_kind_rules():
    """Create the missing ones; what the office changed stays as it is."""
    rules = [KindRule(kind=kind, **rule) for kind, rule in RULES.items()]
    KindRule.objects.bulk_create(rules, ignore_conflicts=True)
