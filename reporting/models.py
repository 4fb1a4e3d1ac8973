"""What a site publishes of its own answers, a row a quarter; all else is counted when asked for."""

from django.db import models
from django.db.models import F, Q

from regions.models import Site

FEWEST = 10  # answers in a quarter, of fewer none is published
SHOWN = 4  # quarters


class QuarterFiguresQuerySet(models.QuerySet):
    def newest(self, site):
        """The last ones of a site, the newest first; none while it does not publish them."""
        if not site.is_reply_time_published:
            return self.none()
        return self.filter(site=site).order_by("-begins_on", "-pk")[:SHOWN]


class QuarterFigures(models.Model):
    """How fast a site answered in a quarter that is over; `judged` as in lead_figures.Figures."""

    site = models.ForeignKey(
        Site, models.CASCADE, related_name="quarter_figures", verbose_name="站点"
    )
    begins_on = models.DateField("季度第一天")
    answered = models.PositiveIntegerField("已答复")
    judged = models.PositiveIntegerField("到期的")
    on_time = models.PositiveIntegerField("按时的")
    median_seconds = models.PositiveIntegerField("首次答复中位数（办公秒）", null=True, blank=True)

    objects = QuarterFiguresQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开的答复时间"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "begins_on"], name="%(app_label)s_%(class)s_once"
            ),
            models.CheckConstraint(
                condition=Q(on_time__lte=F("answered"), answered__lte=F("judged")),
                name="%(app_label)s_%(class)s_each_part_of_the_next",
            ),
        ]

    def __str__(self):
        return f"{self.quarter}（{self.site_id}）"

    @property
    def quarter(self):
        return f"{self.begins_on.year} 年第 {(self.begins_on.month + 2) // 3} 季度"

    @property
    def is_enough(self):
        """Of fewer answers a figure would tell of single enquiries."""
        return min(self.answered, self.judged) >= FEWEST

    @property
    def median_hours(self):
        return f"{self.median_seconds / 3600:.1f}"

    @property
    def on_time_share(self):
        """Per cent, rounded down: 100 is said of all alone."""
        return f"{100 * self.on_time // self.judged}"
