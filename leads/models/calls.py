"""Telephone calls with a visitor, written down by whoever made or took them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.sealed_fields import SealedTextField
from leads.models.leads import Lead


class Call(models.Model):
    """One call: whether somebody was reached, how long it took, what was said."""

    LONGEST = 600  # minutes

    class Outcome(models.TextChoices):
        REACHED = "reached", "通了"
        NO_ANSWER = "no_answer", "没人接"
        BUSY = "busy", "占线或关机"
        WRONG = "wrong", "号码不对"

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="calls", verbose_name="线索")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="记录人"
    )
    outcome = models.CharField("结果", max_length=10, choices=Outcome)
    minutes = models.PositiveSmallIntegerField("时长（分钟）", null=True, blank=True)
    body = SealedTextField("说了什么", blank=True)
    created_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "电话"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["reached", "no_answer", "busy", "wrong"]),
                name="%(app_label)s_%(class)s_known_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome="reached") & ~Q(body="")
                | ~Q(outcome="reached") & Q(minutes__isnull=True),
                name="%(app_label)s_%(class)s_tells_what_was_said",
            ),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(1, 600)),
                name="%(app_label)s_%(class)s_of_a_day",
            ),
        ]

    def __str__(self):
        return f"电话 {self.pk}"

    @property
    def words(self):
        length = f"，{self.minutes}\u00a0分钟" if self.minutes else ""
        return f"电话{self.get_outcome_display()}{length}"
