"""Whose accounts a chief sees, and for whose the chief answers."""

from django.contrib.auth import get_user_model
from django.db.models import Prefetch

from regions import access
from regions.models import Membership, Region, Site


def managed_grants(user):
    return access.scope(
        Membership.objects.all(), user, lookup="region", roles=access.MANAGERS
    ).select_related("region")


def visible_staff(user):
    """Accounts with a grant where `user` is chief, with those grants as `own_grants`."""
    grants = managed_grants(user).order_by("region__adcode", "role", "pk")
    people = get_user_model().objects.filter(is_staff=True)
    if not user.is_superuser:
        people = people.filter(pk__in=grants.values("user"))
    prefetch = Prefetch("memberships", grants, to_attr="own_grants")
    return people.prefetch_related(prefetch).order_by("-is_active", "last_name", "username", "pk")


def may_manage(user, person) -> bool:
    """Resets, invites, deactivates: only whose every grant lies where `user` is chief.

    Else a county could shut out its prefecture. Superusers answer for themselves.
    """
    if person.pk == user.pk:
        return False
    if user.is_superuser:
        return True
    held = person.memberships.count()
    return not person.is_superuser and 0 < held == managed_grants(user).filter(user=person).count()


def grantable_regions(user):
    """Where a chief may place somebody: regions with a site, those above them, the own ones."""
    regions = access.scope(Region.objects.all(), user, lookup="", roles=access.MANAGERS)
    own = {m.region_id for m in access.memberships_of(user) if m.role in access.MANAGERS}
    paths = Site.objects.values_list("region__path", flat=True)
    above = {"/".join(p.split("/")[:n]) + "/" for p in paths for n in range(1, p.count("/") + 1)}
    return (regions.filter(path__in=above) | regions.filter(pk__in=own)).order_by("path")
