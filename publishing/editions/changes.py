"""What has changed of public content: one row a statement and place, written by triggers alone."""

from django.db import connection, models
from django.db.models import Q

# Whoever compacts at the same time waits for the rows and finds them gone: nothing counts twice.
COMPACT = """
WITH compacted AS (
    DELETE FROM publishing_change
    WHERE look_again_at IS NULL OR look_again_at <= clock_timestamp()
    RETURNING path, step, look_again_at
), looked_again AS (
    INSERT INTO publishing_change (path, step)
    SELECT path, max(step) FROM compacted WHERE look_again_at IS NOT NULL GROUP BY path
)
INSERT INTO publishing_changetotal (path, total)
SELECT path, sum(step) FROM compacted GROUP BY path ORDER BY path
ON CONFLICT (path) DO UPDATE SET total = publishing_changetotal.total + EXCLUDED.total
"""


class ChangeQuerySet(models.QuerySet):
    def compact(self):
        """Move what has been committed into the totals of its places; no site's number changes.

        Only where rows were moved a minute ago it is noted once more: a transaction that was open
        then may have noted its own change of them at the place where they were.
        """
        with connection.cursor() as cursor:
            cursor.execute(COMPACT)


class Change(models.Model):
    """A statement has changed what may be public at a place of the region tree.

    `path` is that of a region, "" for what every site shows. The sum of `step` over the rows that
    concern a site is its number: it rises with every commit in whatever order, no writer waits for
    another, and a rollback leaves nothing. Steps are random, so that a database restored from
    yesterday's dump does not come by the numbers that it had already given away.
    """

    path = models.CharField("地区路径", max_length=40, blank=True)
    step = models.BigIntegerField("增量")
    look_again_at = models.DateTimeField("何时再记一次", null=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开内容的改动"
        constraints = [
            models.CheckConstraint(
                condition=Q(step__gt=0), name="%(app_label)s_%(class)s_step_positive"
            )
        ]

    def __str__(self):
        return f"{self.path or '全网'}（{self.pk}）"


class ChangeTotal(models.Model):
    """What the compacted changes of a place come to."""

    path = models.CharField("地区路径", max_length=40, blank=True, unique=True)
    total = models.BigIntegerField("合计")

    class Meta:
        verbose_name = verbose_name_plural = "公开内容改动的合计"
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gt=0), name="%(app_label)s_%(class)s_total_positive"
            )
        ]

    def __str__(self):
        return f"{self.path or '全网'}：{self.total}"
