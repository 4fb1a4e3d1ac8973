"""The one rule of who sees and changes what: membership of a region's subtree, by role."""

from copy import copy
from hashlib import sha256

from django.db.models import Q

from regions.models import Membership

Role = Membership.Role
READERS = frozenset(Role.values)
EDITORS = frozenset({Role.EDITOR, Role.REVIEWER, Role.MANAGER})
APPROVERS = frozenset({Role.REVIEWER, Role.MANAGER})
OFFICERS = frozenset({Role.OFFICER, Role.MANAGER})
MANAGERS = frozenset({Role.MANAGER})
AUDITORS = frozenset({Role.AUDITOR})
# Of several posts held at the same place, the first of these signs.
SENIORITY = (Role.MANAGER, Role.REVIEWER, Role.EDITOR)
EVERYWHERE = ""


def memberships_of(user):
    """The user's memberships, read once per request object."""
    if not hasattr(user, "_portal_memberships"):
        active = user.is_authenticated and user.is_active and user.is_staff
        user._portal_memberships = list(Membership.objects.of(user)) if active else []
    return user._portal_memberships


def paths_for(user, roles=READERS) -> list[str]:
    """Region paths below which the user holds one of the roles; superusers hold all of them."""
    if user.is_active and user.is_superuser:
        return [getattr(user, "_portal_focus", EVERYWHERE)]
    return [m.region.path for m in memberships_of(user) if m.role in roles]


def focused(user, region):
    """A copy of the user whose grants reach no further than the region: for lists and counts.

    Never ask it whether a page may be opened or a row changed: focus is what somebody wants to see,
    grants are what they may (ADR 39).
    """
    twin = copy(user)
    twin._portal_focus = region.path
    held = [] if user.is_superuser else memberships_of(user)
    twin._portal_memberships = [
        _within(m, region)
        for m in held
        if region.path.startswith(m.region.path) or m.region.path.startswith(region.path)
    ]
    return twin


def _within(membership, region):
    if membership.region.path.startswith(region.path):
        return membership
    narrow = copy(membership)
    narrow.region = region
    return narrow


def grants_key(user) -> str:
    """What the user holds, as part of the key of what is kept of it for a moment."""
    if user.is_superuser:
        held = ["superuser", *paths_for(user)]
    else:
        held = sorted(f"{m.region.path}{m.role}" for m in memberships_of(user))
    return sha256(repr([user.pk, *held]).encode()).hexdigest()


def has_role(user, roles=READERS, region=None) -> bool:
    """Whether the user holds one of the roles, in this region if one is named."""
    paths = paths_for(user, roles)
    if region is None:
        return bool(paths)
    return any(region.path.startswith(path) for path in paths)


def others_hold(user, roles, region) -> bool:
    """Whether somebody else may sign in to use one of the roles in the region. One query."""
    held = Membership.objects.filter(role__in=roles, region__adcode__in=region.lineage())
    active = held.filter(user__is_active=True, user__is_staff=True)
    return active.exclude(user=user).exists()


def home_region(user, roles=READERS):
    """The widest region where the user holds one of the roles; None for superusers and nobody."""
    held = [m.region for m in memberships_of(user) if m.role in roles]
    return min(held, key=lambda region: (len(region.path), region.path), default=None)


def post_of(user, region) -> str:
    """In which capacity the user changes what belongs to the region; printed on public pages.

    Only roles that may change something count: the one held nearest, of those the most senior.
    """
    held = [
        m
        for m in memberships_of(user)
        if m.role in EDITORS and region.path.startswith(m.region.path)
    ]
    if not held:
        return "系统管理员"
    nearest = min(held, key=lambda m: (-len(m.region.path), SENIORITY.index(m.role)))
    return nearest.get_role_display()


def scope(queryset, user, *, lookup: str, roles=READERS):
    """Only rows whose region (reached by `lookup`) lies in a subtree where the user has a role.

    `lookup` is the field path to a Region, e.g. "region" or "column__site__region"; "" when the
    queryset is of regions themselves. Rows without a region belong to superusers alone.
    """
    prefix = f"{lookup}__path__startswith" if lookup else "path__startswith"
    rule = Q(pk__in=[])
    for path in paths_for(user, roles):
        if path == EVERYWHERE:
            return queryset
        rule |= Q(**{prefix: path})
    return queryset.filter(rule)
