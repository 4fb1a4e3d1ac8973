"""The admin of parks, listings and industries."""

from parks.admin.industries import IndustryAdmin
from parks.admin.kind_rules import KindRuleAdmin
from parks.admin.listings import ListingAdmin
from parks.admin.parks import ParkAdmin

__all__ = [
    "IndustryAdmin",
    "KindRuleAdmin",
    "ListingAdmin",
    "ParkAdmin",
]
