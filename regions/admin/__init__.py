"""The desk of regions, sites, accounts and grants."""

from regions.admin.people import MembershipAdmin, UserAdmin
from regions.admin.places import RegionAdmin, SiteAdmin

__all__ = ["MembershipAdmin", "RegionAdmin", "SiteAdmin", "UserAdmin"]
