"""What the worker tells of itself, and how far its clock was found right."""

from django.db import models
from django.db.models import F, Q


class HeartbeatQuerySet(models.QuerySet):
    def failing(self):
        """Steps whose last try went wrong."""
        return self.filter(
            Q(failed_at__gte=F("succeeded_at")) | Q(succeeded_at=None, failed_at__isnull=False)
        )


class Heartbeat(models.Model):
    """A step of the worker: when it last went right, when wrong, and how long it took.

    The row WORKER stands for the process: it is written whenever any step or batch is through, so
    what is old there is dead, hung or stopped. Times are the database's.
    """

    WORKER = "worker"

    name = models.CharField("步骤", max_length=60, unique=True)
    succeeded_at = models.DateTimeField("上次成功", null=True)
    failed_at = models.DateTimeField("上次出错", null=True)
    error = models.CharField("上次的错误", max_length=60, blank=True, help_text="类名，不含内容。")
    duration_ms = models.PositiveIntegerField("用时（毫秒）", default=0)

    objects = HeartbeatQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "后台任务的心跳"

    def __str__(self):
        return f"心跳 {self.name}"


class ClockMark(models.Model):
    """The last moment at which the worker found the clock right (portal.clock_mark). One row."""

    ONLY = 1

    trusted_at = models.DateTimeField("时钟可信至")

    class Meta:
        verbose_name = verbose_name_plural = "时钟标记"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="%(app_label)s_%(class)s_only_one")
        ]

    def __str__(self):
        return "时钟标记"
