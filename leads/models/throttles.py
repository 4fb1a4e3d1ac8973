"""Counters that hold against restarts, several processes and a dead cache."""

import datetime

from django.db import connection, models
from django.utils.crypto import salted_hmac

UPSERT = """
    INSERT INTO leads_throttle (scope, key, window_at, hits) VALUES (%s, %s, %s, %s)
    ON CONFLICT (scope, key, window_at) DO UPDATE SET hits = leads_throttle.hits + excluded.hits
    RETURNING hits
"""
UPSERT_ALL = """
    INSERT INTO leads_throttle (scope, key, window_at, hits)
    SELECT scope, key, %s, %s FROM unnest(%s, %s) AS mark (scope, key)
    ON CONFLICT (scope, key, window_at) DO UPDATE SET hits = leads_throttle.hits + excluded.hits
    RETURNING scope, key, hits
"""
HOUR = datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
FIVE_MINUTES = datetime.timedelta(minutes=5)


class ThrottleQuerySet(models.QuerySet):
    def hit(self, scope, value, now, window=HOUR, by=1) -> int:
        """Count one more event and return how many there were in this window; `by` 0 only asks."""
        with connection.cursor() as cursor:
            cursor.execute(UPSERT, [scope, _key(value), _start(now, window), by])
            return cursor.fetchone()[0]

    def hit_all(self, marks, now, window=HOUR, by=1) -> list[int]:
        """The same for several (scope, value) at once, in one statement."""
        keys = [(scope, _key(value)) for scope, value in marks]
        # Everybody locks the rows in the same order, so nobody waits in a circle.
        scopes, digests = zip(*sorted(set(keys)), strict=True)
        with connection.cursor() as cursor:
            cursor.execute(UPSERT_ALL, [_start(now, window), by, list(scopes), list(digests)])
            hits = {(scope, key): hits for scope, key, hits in cursor.fetchall()}
        return [hits[key] for key in keys]

    def hit_sliding(self, scope, value, now, window=HOUR, part=FIVE_MINUTES) -> int:
        """Count one more event and return how many there were in the `window` that ends now.

        Windows by the clock let twice as many through around a full hour. Counted by the `part`:
        the oldest part counts as a whole.
        """
        self.hit(scope, value, now, part)
        parts = (_start(now - window, part), now)
        rows = self.filter(scope=scope, key=_key(value), window_at__range=parts)
        return rows.aggregate(hits=models.Sum("hits", default=0))["hits"]

    def take_back(self, scope, value, now, part=FIVE_MINUTES):
        """The event counted for this moment was none."""
        rows = self.filter(scope=scope, key=_key(value), window_at=_start(now, part), hits__gt=0)
        rows.update(hits=models.F("hits") - 1)

    def recent(self, scope, value, now, window=HOUR) -> int:
        """How many events there were in this window and in the one before."""
        start = _start(now, window)
        rows = self.filter(scope=scope, key=_key(value), window_at__in=[start - window, start])
        return rows.aggregate(hits=models.Sum("hits", default=0))["hits"]

    def stale(self, now):
        """Over for a day: until then an hour may be part of a sliding day."""
        return self.filter(window_at__lt=now - DAY - HOUR)


def _start(now, window):
    seconds = int(window.total_seconds())
    return datetime.datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, datetime.UTC)


def _key(value):
    """Keyed digest: the table holds no addresses and no references."""
    return salted_hmac("leads.throttle", value, algorithm="sha256").hexdigest()


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
