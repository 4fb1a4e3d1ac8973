"""How much investors want something, and what of it is unknown or unverified.

Demand of a listing: enquiries of the last 90 days that name it, ten points each, and one point for
each time a reader who needed a fact met 未知 there. Demand of a fact: how often it was asked for in
the last 90 days on the sites of the user's regions.
"""

import datetime
from dataclasses import dataclass

from django.db.models import (
    Case,
    Count,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from finding.needs import NEEDS, Need
from finding.snapshot.latest import CURRENT
from leads.models import LeadListing
from parks.models import Listing, ListingIndex, NeedDemand, UnknownDemand
from regions import access
from regions.models import Region
from upkeep.rows_in_turn import RowsInTurn

DEMAND_DAYS = 90
ENQUIRY_POINTS = 10
NONE = Value(0)
SOON, STALE, HIDDEN = "soon", "stale", "hidden"
# An area is always known, and 面议 is an answer.
FACTS = {need.name: need for need in NEEDS if need.name not in {"area", "price"}}


def since_day(now):
    return timezone.localdate(now) - datetime.timedelta(days=DEMAND_DAYS)


def to_verify(user, now, roles=access.READERS):
    return access.scope(Listing.objects.to_verify(now), user, lookup="region", roles=roles)


def in_state(listings, state, now):
    """Of these listings those that with_state() calls so; "" for all."""
    is_hidden = Q(hidden_at__lte=now)
    states = {
        HIDDEN: is_hidden,
        STALE: ~is_hidden & Q(stale_at__lte=now),
        SOON: ~is_hidden & Q(stale_at__gt=now),
    }
    return listings.filter(states.get(state, Q()))


def with_state(listings, now):
    """`freshness`: soon, stale or hidden."""
    state = Case(
        When(hidden_at__lte=now, then=Value(HIDDEN)),
        When(stale_at__lte=now, then=Value(STALE)),
        default=Value(SOON),
    )
    return listings.annotate(freshness=state)


def with_demand(listings, now) -> RowsInTurn:
    """`enquiries`, `unknowns` and `demand` of the last 90 days, the most wanted first."""
    recent = LeadListing.objects.filter(
        lead__is_quarantined=False,
        lead__received_at__gte=now - datetime.timedelta(days=DEMAND_DAYS),
        listing__isnull=False,
    ).order_by()
    met = UnknownDemand.objects.filter(last_on__gte=since_day(now)).order_by()
    own = {"listing": OuterRef("pk")}
    counts = {
        "enquiries": _number(recent.filter(**own).values("listing").annotate(n=Count("pk"))),
        "unknowns": _number(met.filter(**own).values("listing").annotate(n=Sum("times"))),
    }
    demand = F("enquiries") * ENQUIRY_POINTS + F("unknowns")
    wanted = recent.values("listing").union(met.values("listing"))
    others = listings.exclude(pk__in=wanted).annotate(**dict.fromkeys((*counts, "demand"), NONE))
    return RowsInTurn(
        listings.filter(pk__in=wanted)
        .annotate(**counts)
        .annotate(demand=demand)
        .order_by("-demand", "hidden_at", "-pk"),
        others.order_by("hidden_at", "-pk"),
    )


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
    missing = missing_facts(user, now, roles)
    found = [
        Unknown(need, asked.get(name, 0), missing[name])
        for name, need in FACTS.items()
        if missing[name]
    ]
    return sorted(found, key=lambda row: (-row.asked, -row.listings))


def missing_facts(user, now, roles, snapshot=CURRENT) -> dict[str, int]:
    """How many of these listings lack each fact: counted by columns, or else by the database."""
    lacks = {name: need.unknown(None) for name, need in FACTS.items()}
    if snapshot.latest() is not None:
        counted = snapshot.counts(lacks, among=_own_and_open(user, roles), now=now)
        if counted is not None:
            return counted
    rows = access.scope(open_index_rows(now), user, lookup="region", roles=roles)
    return rows.aggregate(**{name: Count("pk", filter=lack) for name, lack in lacks.items()})


def _own_and_open(user, roles):
    """As the snapshot is asked, which knows regions by their number."""
    is_open = Q(status_of_offer__in=Listing.OfferStatus.open())
    if access.EVERYWHERE in access.paths_for(user, roles):
        return is_open
    own = access.scope(Region.objects.all(), user, lookup="", roles=roles)
    return is_open & Q(region__in=list(own.values_list("pk", flat=True)))


def open_index_rows(now):
    return ListingIndex.objects.published(now).filter(
        status_of_offer__in=Listing.OfferStatus.open()
    )


def lacking(need, user, now, roles=access.READERS) -> RowsInTurn:
    """Public listings of the user's regions that lack this fact; `times` it was missed there."""
    rows_lacking = open_index_rows(now).filter(need.unknown(None))
    met = UnknownDemand.objects.filter(need=need.name, times__gt=0).order_by()
    rows = access.scope(Listing.objects.all(), user, lookup="region", roles=roles)
    rows = rows.select_related("region", "park", "land_terms", "building_spec").defer("body")
    rows = rows.filter(pk__in=rows_lacking.order_by().values("pk"))
    times = Subquery(met.filter(listing=OuterRef("pk")).values("times")[:1])
    missed = rows.filter(pk__in=met.values("listing")).annotate(times=times)
    others = rows.exclude(pk__in=met.values("listing")).annotate(times=NONE)
    return RowsInTurn(missed.order_by("-times", "code", "-pk"), others.order_by("code", "-pk"))


def is_lacking(listing, need):
    return ListingIndex.objects.filter(need.unknown(None), listing=listing).exists()
