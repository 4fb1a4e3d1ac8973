"""How much investors want something, and what of it is unknown or unverified.

Demand of a listing: enquiries of the last 90 days that name it, ten points each, and one point for
each time a reader who needed a fact met 未知 there. Demand of a fact: how often it was asked for in
the last 90 days on the sites of the user's regions.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, OuterRef, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from finding.needs import NEEDS, Need
from leads.models import LeadListing
from parks.models import Listing, ListingIndex, NeedDemand, UnknownDemand
from regions import access

DEMAND_DAYS = 90
ENQUIRY_POINTS = 10
SOON, STALE, HIDDEN = "soon", "stale", "hidden"
# An area is always known, and 面议 is an answer.
FACTS = {need.name: need for need in NEEDS if need.name not in {"area", "price"}}


def since_day(now):
    return timezone.localdate(now) - datetime.timedelta(days=DEMAND_DAYS)


def to_verify(user, now, roles=access.READERS):
    return access.scope(Listing.objects.to_verify(now), user, lookup="region", roles=roles)


def with_state(listings, now):
    """`freshness`: soon, stale or hidden."""
    state = Case(
        When(hidden_at__lte=now, then=Value(HIDDEN)),
        When(stale_at__lte=now, then=Value(STALE)),
        default=Value(SOON),
    )
    return listings.annotate(freshness=state)


def with_demand(listings, now):
    """`enquiries`, `unknowns` and `demand` of the last 90 days, the most wanted first."""
    named = LeadListing.objects.filter(
        listing=OuterRef("pk"),
        lead__is_quarantined=False,
        lead__received_at__gte=now - datetime.timedelta(days=DEMAND_DAYS),
    ).order_by()
    met = UnknownDemand.objects.filter(listing=OuterRef("pk"), last_on__gte=since_day(now))
    counts = {
        "enquiries": _number(named.values("listing").annotate(n=Count("pk"))),
        "unknowns": _number(met.order_by().values("listing").annotate(n=Sum("times"))),
    }
    rows = listings.annotate(**counts)
    rows = rows.annotate(demand=F("enquiries") * ENQUIRY_POINTS + F("unknowns"))
    return rows.order_by("-demand", "hidden_at", "-pk")


def _number(grouped):
    return Coalesce(Subquery(grouped.values("n"), output_field=IntegerField()), 0)


@dataclass(frozen=True)
class Unknown:
    """承重：7 次被问，5 处未填."""

    need: Need
    asked: int
    listings: int


def unknowns(user, now, roles=access.READERS) -> list[Unknown]:
    """Facts that some public listing of the user's regions lacks, the most asked first."""
    sites = access.scope(NeedDemand.objects.all(), user, lookup="site__region", roles=roles)
    recent = sites.filter(asked_on__gte=since_day(now), need__in=FACTS).order_by()
    asked = dict(recent.values("need").annotate(n=Sum("times")).values_list("need", "n"))
    rows = access.scope(open_index_rows(now), user, lookup="region", roles=roles)
    missing = rows.aggregate(
        **{name: Count("pk", filter=need.unknown(None)) for name, need in FACTS.items()}
    )
    found = [
        Unknown(need, asked.get(name, 0), missing[name])
        for name, need in FACTS.items()
        if missing[name]
    ]
    return sorted(found, key=lambda row: (-row.asked, -row.listings))


def open_index_rows(now):
    return ListingIndex.objects.published(now).filter(
        status_of_offer__in=Listing.OfferStatus.open()
    )


def lacking(need, user, now, roles=access.READERS):
    """Public listings of the user's regions that lack this fact; `times` it was missed there."""
    rows_lacking = open_index_rows(now).filter(need.unknown(None))
    met = UnknownDemand.objects.filter(listing=OuterRef("pk"), need=need.name)
    rows = access.scope(Listing.objects.all(), user, lookup="region", roles=roles)
    rows = rows.filter(pk__in=rows_lacking.order_by().values("pk"))
    times = Coalesce(Subquery(met.values("times")[:1]), 0)
    return rows.annotate(times=times).order_by("-times", "code", "-pk")


def is_lacking(listing, need):
    return ListingIndex.objects.filter(need.unknown(None), listing=listing).exists()
