"""What came of looking at addresses of other websites that our pages link to."""

import datetime

from django.db import models
from django.db.models import Q

GONE = (404, 410)  # said by the other side: nobody has to wait for a second look
NIGHTS = 3  # that another failure has to last before it is told


class OutsideLinkQuerySet(models.QuerySet):
    def dead(self):
        """What readers do not reach: said to be gone, or out of reach for several nights."""
        return self.filter(Q(status__in=GONE) | Q(failures__gte=NIGHTS))

    def due(self, now):
        """Not looked at today, the longest unseen first."""
        day = now - datetime.timedelta(hours=20)
        rows = self.filter(Q(checked_at=None) | Q(checked_at__lt=day))
        return rows.order_by(models.F("checked_at").asc(nulls_first=True), "pk")


class OutsideLink(models.Model):
    """One address, however many texts name it. `status`: of the last answer; None for none.

    `failures`: nights in a row on which it did not answer as it should.
    """

    address = models.CharField("网址", max_length=500, unique=True)
    host = models.CharField("网站", max_length=253)
    status = models.PositiveSmallIntegerField("回答", null=True)
    failures = models.PositiveSmallIntegerField("连续几次打不开", default=0)
    reason = models.CharField("为什么", max_length=100, blank=True)
    checked_at = models.DateTimeField("查过的时间", null=True)

    objects = OutsideLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "站外链接"
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, reason="") | (Q(failures__gt=0) & ~Q(reason="")),
                name="%(app_label)s_%(class)s_failure_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["checked_at"], name="publishing_outsidelink_due")]

    def __str__(self):
        return f"站外链接 {self.pk}"
