"""What the worker tells of itself, how far its clock was right, and the seals of the records."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now


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


class AuditSeal(models.Model):
    """That a record stood as it stands, one after another in the order of sealing.

    `digest` is keyed and goes over the seal before it too: who changes, removes or inserts a record
    or a seal would have to know the key (portal.audit_seals). A trigger refuses every change here.
    """

    number = models.BigIntegerField("序号", primary_key=True)
    label = models.CharField("记录种类", max_length=60)
    row_id = models.BigIntegerField("记录编号")
    digest = models.CharField("摘要", max_length=64)
    sealed_at = models.DateTimeField("加封时间", db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = "记录封条"
        constraints = [
            models.UniqueConstraint(
                fields=["label", "row_id"], name="%(app_label)s_%(class)s_once_a_row"
            )
        ]

    def __str__(self):
        return f"封条 {self.number}"
