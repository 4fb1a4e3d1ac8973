"""缺口: why investors who saw a place did not want it; no word of theirs, so it stays."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from parks.models import Listing
from visits.models.visits import VisitStop

STAFF = settings.AUTH_USER_MODEL


class RefusalReasonQuerySet(models.QuerySet):
    def active(self):
        """Reasons that are offered, in the order the office wants."""
        return self.filter(is_active=True).order_by("position", "pk")


class RefusalReason(models.Model):
    """What a place may lack; one that is in use stays."""

    name = models.CharField("原因", max_length=20, unique=True)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    is_active = models.BooleanField("使用中", default=True)

    objects = RefusalReasonQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "不合适的原因"
        constraints = [
            models.CheckConstraint(
                condition=~Q(name=""), name="%(app_label)s_%(class)s_says_something"
            )
        ]

    def __str__(self):
        return self.name


class RefusalQuerySet(models.QuerySet):
    def unsettled(self):
        """Nobody has said yet that the place has it now, or never will."""
        return self.filter(settled_on__isnull=True)


class Refusal(models.Model):
    """One reason why one visit found one place unsuitable; `stop` goes with the enquiry."""

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="refusals", verbose_name="载体"
    )
    reason = models.ForeignKey(
        RefusalReason, models.PROTECT, related_name="refusals", verbose_name="原因"
    )
    stop = models.ForeignKey(
        VisitStop,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="refusals",
        verbose_name="踏勘的地点",
    )
    refused_on = models.DateField("哪天")
    settled_on = models.DateField("处理完", null=True, blank=True)
    settled_by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁处理的"
    )

    objects = RefusalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "踏勘中的缺口"
        constraints = [
            models.UniqueConstraint(
                fields=["stop", "reason"], name="%(app_label)s_%(class)s_once_a_stop"
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, settled_by__isnull=True)
                | Q(settled_on__isnull=False, settled_by__isnull=False),
                name="%(app_label)s_%(class)s_settled_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["reason", "listing"],
                condition=Q(settled_on__isnull=True),
                name="visits_refusal_unsettled",
            )
        ]

    def __str__(self):
        return f"缺口 {self.pk}"
