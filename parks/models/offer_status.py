"""Whether an offer can still be had, as of a day: a hold that has run out no longer counts."""

from django.db.models import Q
from django.utils import timezone

OPEN = AVAILABLE, NEGOTIATING = "available", "negotiating"


def has_offer_status(statuses, today=None, prefix=""):
    """The condition that readers see one of these statuses; of Listing and of its index row.

    `prefix` leads from the rows to the table: "index_row__".
    """
    status, until = f"{prefix}status_of_offer", f"{prefix}held_until_on"
    today = today or timezone.localdate()
    held = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gte": today})
    negotiating = Q(**{status: NEGOTIATING})
    if {AVAILABLE, NEGOTIATING} <= set(statuses):
        return Q(**{f"{status}__in": statuses})
    plain = Q(**{f"{status}__in": [word for word in statuses if word != NEGOTIATING]})
    if AVAILABLE in statuses:
        return plain | (negotiating & ~held)
    return plain | (negotiating & held) if NEGOTIATING in statuses else plain


class OfferQuerySetMixin:
    """Words of both tables that know the state of an offer."""

    def on_offer(self):
        """What can still be had: available or under negotiation."""
        return self.filter(status_of_offer__in=OPEN)

    def with_offer_status(self, statuses, today=None):
        return self.filter(has_offer_status(statuses, today))
