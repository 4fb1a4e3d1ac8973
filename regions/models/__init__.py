"""The region tree, its public faces (sites) and who may work where."""

from regions.models.former_addresses import FormerAddress
from regions.models.friend_links import FriendLink
from regions.models.memberships import Membership
from regions.models.menus import MenuItem
from regions.models.redirects import Redirect
from regions.models.region_spellings import RegionSpelling
from regions.models.sites import ServiceTile, Site
from regions.models.tree import Region, RegionAlias

__all__ = [
    "FormerAddress",
    "FriendLink",
    "Membership",
    "MenuItem",
    "Redirect",
    "Region",
    "RegionAlias",
    "RegionSpelling",
    "ServiceTile",
    "Site",
]
