"""What the worker owes somebody: kept with the event, tried until it is through or given up."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

FIRST_PAUSE = datetime.timedelta(seconds=30)
LONGEST_PAUSE = datetime.timedelta(minutes=10)  # between two tries


def lease() -> datetime.timedelta:
    """How long a claimed row may take; longer than the sender's own time-outs together."""
    return datetime.timedelta(seconds=getattr(settings, "OUTBOX_LEASE_SECONDS", 120))


def pause(attempts) -> datetime.timedelta:
    """30 s, 1, 2, 4, 8 and then every 10 minutes."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)


class OwedQuerySet(models.QuerySet):
    def unsent(self):
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)

    def due(self, now):
        """Unsent, due, and not in another worker's hands.

        A claim or a pause of more than two terms was written under a clock that ran ahead: void.
        """
        is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        is_due = Q(next_attempt_at__lte=now)
        return self.unsent().filter(
            is_free | Q(claimed_until__gt=now + 2 * lease()),
            is_due | Q(next_attempt_at__gt=now + 2 * LONGEST_PAUSE),
        )

    def given_up(self):
        return self.filter(given_up_at__isnull=False)

    def claim_next(self, now):
        """The next that is due, in our hands for a lease from now on; None where nothing is."""
        with transaction.atomic():
            locked = self.due(now).select_for_update(skip_locked=True, of=("self",), no_key=True)
            row = locked.order_by("next_attempt_at", "pk").first()
            if row is not None:
                row.claimed_until = now + lease()
                row.attempts += 1
                row.save(update_fields=["claimed_until", "attempts"])
        return row

    def retry(self, now) -> int:
        """Put those that were given up back into the queue; how many they were."""
        return self.given_up().update(
            given_up_at=None, attempts=0, next_attempt_at=now, created_at=now
        )


class Owed(models.Model):
    """One thing to send, with what became of it."""

    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    last_error = models.CharField("最近一次错误", max_length=60, blank=True)
    created_at = models.DateTimeField("产生时间", default=timezone.now)
    next_attempt_at = models.DateTimeField("下次发送", default=timezone.now)
    claimed_until = models.DateTimeField("占用到", null=True, blank=True)
    sent_at = models.DateTimeField("发出时间", null=True, blank=True)
    given_up_at = models.DateTimeField("放弃时间", null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(given_up_at__isnull=True),
                name="%(app_label)s_%(class)s_sent_or_given_up",
            )
        ]

    def settle(self, **values) -> bool:
        """What became of a try; whether the row was still in our hands."""
        held = type(self)._default_manager.unsent()
        held = held.filter(pk=self.pk, claimed_until=self.claimed_until)
        return held.update(claimed_until=None, **values) == 1

    def put_back(self, error, now) -> bool:
        """To be tried again after a pause."""
        return self.settle(next_attempt_at=now + pause(self.attempts), last_error=error)
