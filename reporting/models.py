"""Figures that are kept: what a site publishes of its own answers, and how often things were seen.

All else is counted when it is asked for.
"""

from django.db import connection, models
from django.db.models import F, Q

from core.shown_objects import Act
from regions.models import Site

FEWEST = 10  # answers in a quarter, of fewer none is published
SHOWN = 4  # quarters
KEPT_YEARS = 2  # by days
COLUMNS = ("acts", "kinds", "keys", "days", "times")
ADD = """
    INSERT INTO reporting_viewcount AS known (act, kind, object_id, counted_on, times)
    SELECT act, kind, object_id, counted_on, times
    FROM unnest(%(acts)s::text[], %(kinds)s::text[], %(keys)s::bigint[], %(days)s::date[],
        %(times)s::int[]) AS counted (act, kind, object_id, counted_on, times)
    WHERE CASE kind
        WHEN 'listing' THEN EXISTS (SELECT FROM parks_listing WHERE id = object_id)
        WHEN 'park' THEN EXISTS (SELECT FROM parks_park WHERE id = object_id)
        WHEN 'policy' THEN EXISTS (SELECT FROM policies_policy WHERE id = object_id)
        WHEN 'article' THEN EXISTS (SELECT FROM news_article WHERE id = object_id)
    END
    ON CONFLICT (kind, counted_on, object_id, act, is_month)
    DO UPDATE SET times = known.times + EXCLUDED.times
"""
FOLD = """
    WITH old AS (
        DELETE FROM reporting_viewcount WHERE NOT is_month AND counted_on < %(until)s
        RETURNING kind, object_id, act, counted_on, times
    )
    INSERT INTO reporting_viewcount AS known (kind, object_id, act, counted_on, is_month, times)
    SELECT kind, object_id, act, date_trunc('month', counted_on)::date, TRUE, sum(times)
    FROM old GROUP BY 1, 2, 3, 4
    ON CONFLICT (kind, counted_on, object_id, act, is_month)
    DO UPDATE SET times = known.times + EXCLUDED.times
"""


class Kind(models.TextChoices):
    """What is counted, by the name of its model."""

    LISTING = "listing", "空间"
    PARK = "park", "园区"
    POLICY = "policy", "政策"
    ARTICLE = "article", "文章"


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


class ViewCountQuerySet(models.QuerySet):
    def add(self, counts):
        """`counts`: times by (act, kind, key of the object, day). One statement.

        What names nothing that is there, or nothing any more, is left out.
        """
        with connection.cursor() as cursor:
            columns = zip(*sorted((*each, times) for each, times in counts.items()), strict=True)
            cursor.execute(ADD, dict(zip(COLUMNS, map(list, columns), strict=True)))

    def fold(self, today):
        """Days of more than two years ago become months. One statement."""
        with connection.cursor() as cursor:
            cursor.execute(FOLD, {"until": today.replace(year=today.year - KEPT_YEARS, day=1)})


class ViewCount(models.Model):
    """How often readers did something with one object on one day; nothing of who they are.

    `kind` is the name of its model. Of a month that is long over, `is_month`, one row is left.
    """

    kind = models.CharField("类型", max_length=10, choices=Kind)
    object_id = models.BigIntegerField("编号")
    act = models.CharField("做了什么", max_length=10, choices=Act)
    counted_on = models.DateField("日期")
    is_month = models.BooleanField("整月合计", default=False, db_default=False)
    times = models.PositiveIntegerField("次数")

    objects = ViewCountQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "浏览次数"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "counted_on", "object_id", "act", "is_month"],
                name="%(app_label)s_%(class)s_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(times__gt=0), name="%(app_label)s_%(class)s_times_positive"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id} {self.act} {self.counted_on}"
