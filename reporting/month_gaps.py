"""缺口清单 of a month: what investors needed, looked for and refused, as counts without anybody.

What enquiries needed is held against what is on offer now, by finding's own verdicts.
"""

from dataclasses import dataclass

from django.db.models import Case, Count, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from leads.lead_needs import NUMBERS, lines_of
from leads.models import LeadNeed
from parks.models import ListingIndex
from regions import access
from search.models import MissedQuery
from visits.models import Refusal

MOST_NEEDS, MOST_WORDS = 20, 50
# What was searched for less often may be one person's own: this page is handed on.
SEARCHED_AT_LEAST = 3
# No free words: what is counted here is printed and handed on.
COUNTED = ("area_min", "use", "eia_class", "fire", *NUMBERS)


@dataclass(frozen=True)
class NeedGap:
    """厂房，净高 ≥ 9 m: wanted so often, so many places have it, of so many nobody knows."""

    words: str
    times: int
    met: int
    unknown: int


def need_gaps(user, period, now) -> list[NeedGap]:
    """Where the fewest places stand against the most wishes first. Two queries."""
    wanted = [(row, line) for row in _wanted(user, period) if (line := _line(row)) is not None]
    counts = {}
    for number, (row, line) in enumerate(wanted):
        of_kind = Q(kind=row["kind_asked"]) if row["kind_asked"] else Q()
        counts[f"met{number}"] = Count("pk", filter=of_kind & line.asked.met())
        counts[f"unknown{number}"] = Count("pk", filter=of_kind & line.asked.unknown())
    if not counts:
        return []
    places = ListingIndex.objects.published(now).on_offer()
    found = access.scope(places, user, lookup="region").order_by().aggregate(**counts)
    gaps = [
        NeedGap(_words(row, line), row["times"], found[f"met{n}"], found[f"unknown{n}"])
        for n, (row, line) in enumerate(wanted)
    ]
    return sorted(gaps, key=lambda gap: (gap.met - gap.times, -gap.times, gap.words))


def _wanted(user, period):
    """Rows of what was asked for: kind of place, name, value, how often."""
    same = LeadNeed.objects.filter(lead=OuterRef("lead")).order_by("pk")
    kind, unit = (Subquery(same.filter(name=n).values("value")[:1]) for n in ("kind", "area_unit"))
    rows = LeadNeed.objects.filter(
        name__in=COUNTED,
        lead__is_quarantined=False,
        lead__received_at__gte=period.since,
        lead__received_at__lt=period.until,
    )
    rows = access.scope(rows, user, lookup="lead__site__region").annotate(
        kind_asked=Coalesce(kind, Value("")),
        unit_asked=Case(When(name="area_min", then=Coalesce(unit, Value(""))), default=Value("")),
    )
    by = ("name", "value", "kind_asked", "unit_asked")
    counted = rows.order_by().values(*by).annotate(times=Count("pk"))
    return counted.order_by("-times", *by)[:MOST_NEEDS]


def _line(row):
    needs = {row["name"]: row["value"]}
    if row["unit_asked"]:
        needs["area_unit"] = row["unit_asked"]
    return next((line for line in lines_of(needs) if line.asked is not None), None)


def _words(row, line):
    kind = lines_of({"kind": row["kind_asked"]})[0].words if row["kind_asked"] else ""
    return f"{kind}，{line.words}" if kind else line.words


def refusals_of(user, period):
    """By reason: `times`, `places` and `unsettled`, the most frequent first. One query."""
    rows = Refusal.objects.filter(refused_on__range=(period.since_on, period.until_on))
    rows = access.scope(rows, user, lookup="listing__region").order_by()
    return (
        rows.values("reason__name")
        .annotate(
            times=Count("pk"),
            places=Count("listing", distinct=True),
            unsettled=Count("pk", filter=Q(settled_on=None)),
        )
        .order_by("-times", "reason__name")
    )


def missed_words(user, period):
    """(words, how often they were searched for without a result), the most frequent first.

    As they were typed, so whoever hands the page on reads them first; rare ones are left out.
    """
    rows = MissedQuery.objects.filter(searched_on__range=(period.since_on, period.until_on))
    rows = access.scope(rows, user, lookup="site__region").order_by()
    counted = rows.values("text").annotate(asked=Sum("times")).filter(asked__gte=SEARCHED_AT_LEAST)
    counted = counted.order_by("-asked", "text")
    return counted.values_list("text", "asked")[:MOST_WORDS]
