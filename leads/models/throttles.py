"""Counters that hold against restarts, several processes and a dead cache."""

import datetime

from django.db import connection, models
from django.utils.crypto import salted_hmac

UPSERT = """
    INSERT INTO leads_throttle (scope, key, window_at, hits) VALUES (%s, %s, %s, 1)
    ON CONFLICT (scope, key, window_at) DO UPDATE SET hits = leads_throttle.hits + 1
    RETURNING hits
"""


class ThrottleQuerySet(models.QuerySet):
    def hit(self, scope, value, now, window=datetime.timedelta(hours=1)) -> int:
        """Count one more event and return how many there were in this window."""
        seconds = int(window.total_seconds())
        start = int(now.timestamp()) // seconds * seconds
        window_at = datetime.datetime.fromtimestamp(start, datetime.UTC)
        # Keyed digest: the table holds no addresses and no references.
        key = salted_hmac("leads.throttle", value, algorithm="sha256").hexdigest()
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [scope, key, window_at])
            return cursor.fetchone()[0]

    def stale(self, now):
        return self.filter(window_at__lt=now - datetime.timedelta(days=1))


class Throttle(models.Model):
    """How often something happened from one source in one window of time."""

    scope = models.CharField("对象", max_length=20)
    key = models.CharField("来源摘要", max_length=64)
    window_at = models.DateTimeField("时间窗")
    hits = models.PositiveIntegerField("次数")

    objects = ThrottleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "频次计数"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "key", "window_at"], name="%(app_label)s_%(class)s_bucket"
            )
        ]

    def __str__(self):
        return f"频次 {self.pk}"
