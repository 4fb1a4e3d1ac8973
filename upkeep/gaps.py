"""缺口: what investors found wanting on the spot, by reason and by place, until it is settled."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import JSONObject

from parks.models import Listing
from regions import access
from visits.models import Refusal, RefusalReason


@dataclass(frozen=True)
class Gap:
    """供电：3 次被拒，2 处."""

    reason: RefusalReason
    times: int
    listings: int


def refusals_for(user, roles=access.READERS):
    """Of the places of the user's regions, as long as nobody has settled them."""
    rows = Refusal.objects.unsettled()
    return access.scope(rows, user, lookup="listing__region", roles=roles)


def gaps(user, roles=access.READERS) -> list[Gap]:
    """Reasons that stand, the most frequent first. Two queries."""
    counted = refusals_for(user, roles).order_by().values("reason")
    rows = counted.annotate(times=Count("pk"), listings=Count("listing", distinct=True))
    found = {row["reason"]: row for row in rows}
    reasons = RefusalReason.objects.filter(pk__in=found).order_by("position", "pk")
    told = [Gap(each, found[each.pk]["times"], found[each.pk]["listings"]) for each in reasons]
    return sorted(told, key=lambda gap: (-gap.times, -gap.listings))


def places_with(reason, user, roles=access.READERS):
    """Listings refused for it: `times` and `last_on`, the most often refused first."""
    own = Refusal.objects.unsettled().filter(reason=reason, listing=OuterRef("pk")).order_by()
    counted = own.values("listing")
    rows = access.scope(Listing.objects.all(), user, lookup="region", roles=roles)
    rows = rows.select_related("region", "park", "land_terms", "building_spec").defer("body")
    refused = Refusal.objects.unsettled().filter(reason=reason)
    return (
        rows.filter(pk__in=refused.values("listing"))
        .annotate(
            times=Subquery(counted.annotate(n=Count("pk")).values("n")),
            last_on=Subquery(counted.annotate(last=Max("refused_on")).values("last")),
        )
        .order_by("-times", "-last_on", "-pk")
    )


def told_with(listings):
    """Listings with why each was refused as `refused_for`, [{"name", "times"}], the most frequent
    reason first: no further query."""
    own = Refusal.objects.unsettled().filter(listing=OuterRef("pk")).order_by()
    counted = own.values("reason__name").annotate(times=Count("pk"))
    counted = counted.order_by("-times", "reason__name")
    told = JSONObject(name="reason__name", times="times")
    return listings.annotate(refused_for=ArraySubquery(counted.values(told=told)))
