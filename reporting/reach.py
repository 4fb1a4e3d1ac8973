"""Whose enquiries an account counts: those of its sites, or its own; names of colleagues alone."""

from dataclasses import dataclass, field

from django.db.models import Q

from regions import access
from regions.models import Site

COUNTERS = access.OFFICERS | access.AUDITORS
WHOLE = access.MANAGERS | access.AUDITORS


@dataclass(frozen=True)
class Reach:
    """Keys of sites: where all enquiries count, where only those that `user_id` owns, where
    officers are told by name, and where visitors are. `names`: of the regions by key of their site.
    """

    user_id: int
    whole: list[int] = field(default_factory=list)
    own: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    persons: list[int] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    @property
    def is_empty(self):
        return not (self.whole or self.own)

    def filter(self) -> Q:
        """Of enquiries."""
        return Q(site__in=self.whole) | Q(site__in=self.own, owner=self.user_id)


def reach_of(user, grants) -> Reach:
    """One query.

    `user` may be focused on a region, which narrows whose enquiries count; what may be named hangs
    on what the account is granted: `grants` is the account itself (ADR 39).

    Who answers for a prefecture counts the enquiries of its counties, and nobody there: officers
    are told by name where the grant itself stands, or to auditors and administrators.
    """
    found = Reach(user.pk)
    sites = access.scope(Site.objects.all(), user, lookup="region", roles=COUNTERS)
    whole, audited = access.paths_for(grants, WHOLE), access.paths_for(grants, access.AUDITORS)
    led = {*access.paths_for(grants, access.MANAGERS)}
    for pk, name, path in sites.order_by("pk").values_list("pk", "region__name", "region__path"):
        is_whole = any(path.startswith(held) for held in whole)
        (found.whole if is_whole else found.own).append(pk)
        found.names[pk] = name
        if not is_whole or path in whole or any(path.startswith(held) for held in audited):
            found.named.append(pk)
        if path in led or user.is_superuser:
            found.persons.append(pk)
    return found
