"""Who a new enquiry is for: by region and topic, then by load or in turn (ADR 44)."""

from django.db.models import Count, F, Q
from django.utils import timezone

from leads.models import Absence, Lead, RoutingPlace, RoutingRule
from leads.notifications.recipients import officers_of

OPEN = Q(is_quarantined=False) & ~Q(stage__in=Lead.ENDED)


def owner_by_rule(lead, now):
    """The officer whom the rules of the site name, present and still of that region; or None.

    Called inside a transaction: whose turn it is, is written down with it.
    """
    rules = RoutingRule.objects.of(lead)
    if not rules:
        return None
    office = Office(lead.site.region, timezone.localdate(now))
    tries = [(rule, is_fallback) for is_fallback in (False, True) for rule in rules]
    owners = (_next_of(rule, office, now, is_fallback) for rule, is_fallback in tries)
    return next(filter(None, owners), None)


class Office:
    """Who may answer for a region, and who of them is there that day. Two queries."""

    def __init__(self, region, day):
        self.officers = {user.pk: user for user in officers_of(region)}
        self.stand_ins = Absence.objects.stand_ins(day)

    def present(self, pk):
        """That officer, or who stands in; None where neither is there."""
        if pk in self.stand_ins:
            pk = self.stand_ins[pk]
        return None if pk in self.stand_ins else self.officers.get(pk)


def _next_of(rule, office, now, is_fallback):
    """Two enquiries at once do not wait for each other: the second goes to the next in turn."""
    places = [place for place in _in_order(rule, is_fallback) if office.present(place.officer_id)]
    if not places:
        return None
    free = RoutingPlace.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    held = next((place for place in places if free.filter(pk=place.pk).first()), None)
    if held is not None:
        RoutingPlace.objects.filter(pk=held.pk).update(given_at=now)
    return office.present((held or places[0]).officer_id)


def _in_order(rule, is_fallback):
    places = rule.places.filter(is_fallback=is_fallback)
    places = list(places.order_by(F("given_at").asc(nulls_first=True), "pk"))
    if rule.way == RoutingRule.Way.IN_TURN or len(places) < 2:
        return places
    load = load_of([place.officer_id for place in places])
    return sorted(places, key=lambda place: load.get(place.officer_id, 0))


def load_of(officers) -> dict[int, int]:
    """How many open enquiries each of these accounts owns; those without any are left out."""
    owned = Lead.objects.filter(OPEN, owner__in=officers).order_by()
    return dict(owned.values_list("owner").annotate(Count("pk")))
