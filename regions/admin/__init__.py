"""The admin of regions, sites, accounts and grants."""

from regions.admin.accounts import MembershipAdmin, UserAdmin
from regions.admin.sites import RegionAdmin, SiteAdmin

__all__ = ["MembershipAdmin", "RegionAdmin", "SiteAdmin", "UserAdmin"]
