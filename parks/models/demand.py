"""What investors asked for and what they met as 未知: counts, nothing about who asked."""

from django.db import models
from django.db.models import Q

from parks.models.listings import Listing
from regions.models import Site


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
