"""Whether an offer can still be had, as of a day: a hold that has run out no longer counts."""

from django.db.models import Case, CharField, F, Q, Value, When
from django.utils import timezone

AVAILABLE, NEGOTIATING = "available", "negotiating"


def offer_status(today=None):
    """The status readers see, for annotate() and values(); of Listing and of its digest."""
    over = Q(status_of_offer=NEGOTIATING, held_until_on__lt=today or timezone.localdate())
    return Case(
        When(over, then=Value(AVAILABLE)),
        default=F("status_of_offer"),
        output_field=CharField(max_length=12),
    )


def has_offer_status(statuses, today=None):
    """The condition that readers see one of these statuses; of Listing and of its digest."""
    held = Q(held_until_on__isnull=True) | Q(held_until_on__gte=today or timezone.localdate())
    plain = Q(status_of_offer__in=[status for status in statuses if status != NEGOTIATING])
    negotiating = Q(status_of_offer=NEGOTIATING)
    if AVAILABLE in statuses:
        plain |= negotiating if NEGOTIATING in statuses else negotiating & ~held
    elif NEGOTIATING in statuses:
        plain |= negotiating & held
    return plain


class OfferQuerySetMixin:
    """Words of both tables that know the state of an offer."""

    def with_offer_status(self, statuses, today=None):
        return self.filter(has_offer_status(statuses, today))
