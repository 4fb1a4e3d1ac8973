"""What investors asked for and what they met as 未知: counts, nothing about who asked."""

import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone

from parks.models.listings import Listing
from regions.models import Site

KEPT_DAYS = 180


def drop_old_demand(now):
    """What was asked is kept for half a year, who was counted only for the day."""
    today = timezone.localdate(now)
    oldest = today - datetime.timedelta(days=KEPT_DAYS)
    NeedDemand.objects.filter(asked_on__lt=oldest).delete()
    UnknownDemand.objects.filter(last_on__lt=oldest).delete()
    CountedDemand.objects.filter(asked_on__lt=today).delete()


class NeedDemand(models.Model):
    """How often a need was asked for on a site in one day."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="need_demand", verbose_name="站点")
    need = models.CharField("条件", max_length=40)
    asked_on = models.DateField("日期")
    times = models.PositiveIntegerField("次数", default=1)

    class Meta:
        verbose_name = verbose_name_plural = "被问到的条件"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "need", "asked_on"], name="%(app_label)s_%(class)s_once_a_day"
            ),
            models.CheckConstraint(
                condition=Q(times__gt=0), name="%(app_label)s_%(class)s_times_positive"
            ),
        ]

    def __str__(self):
        return f"{self.need} {self.asked_on}（{self.site_id}）"


class CountedDemand(models.Model):
    """That a network's question was counted today; a second one on the same day is not.

    A digest under a key of the day, of which nobody can tell site, need or network; gone with the
    day.
    """

    asked_on = models.DateField("日期")
    digest = models.CharField("来源摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "当天已计的来源"
        constraints = [
            models.UniqueConstraint(
                fields=["asked_on", "digest"], name="%(app_label)s_%(class)s_once_a_day"
            )
        ]

    def __str__(self):
        return f"{self.asked_on}（{self.pk}）"


class UnknownDemand(models.Model):
    """How often a reader who needed a fact met 未知 at this listing."""

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="unknown_demand", verbose_name="载体"
    )
    need = models.CharField("条件", max_length=40)
    times = models.PositiveIntegerField("次数", default=1)
    last_on = models.DateField("最近一次")

    class Meta:
        verbose_name = verbose_name_plural = "被问而未知的条件"
        constraints = [
            models.UniqueConstraint(
                fields=["listing", "need"], name="%(app_label)s_%(class)s_once_a_listing"
            ),
            models.CheckConstraint(
                condition=Q(times__gt=0), name="%(app_label)s_%(class)s_times_positive"
            ),
        ]

    def __str__(self):
        return f"{self.need}（{self.listing_id}）"
