"""What the worker tells of itself, how far its clock was right, the seals of the records, and how
each member of staff wants the desk.
"""

from django.conf import settings
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


class DeskPreferences(models.Model):
    """How one member of staff wants the desk to look and to listen; no row: as everybody has it.

    The values are those of `data-density`, `data-mode` and `data-theme` on <html> (tokens.css).
    """

    class Density(models.TextChoices):
        USUAL = "", "舒适（默认）"
        TIGHT = "tight", "紧凑，一屏多看几行"

    class Mode(models.TextChoices):
        USUAL = "", "标准（默认）"
        CARE = "care", "大字版：字大四分之一，按钮更大"

    class Theme(models.TextChoices):
        SYSTEM = "", "跟随系统（默认）"
        LIGHT = "light", "浅色"
        DARK = "dark", "深色"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="desk_preferences",
        verbose_name="账号",
    )
    density = models.CharField("行距", max_length=5, choices=Density, blank=True)
    mode = models.CharField("字号", max_length=4, choices=Mode, blank=True)
    theme = models.CharField("深浅", max_length=5, choices=Theme, blank=True)
    has_single_keys = models.BooleanField(
        "单键快捷键",
        default=True,
        help_text="如按 / 跳转。用语音输入或容易误触时可以关掉；Ctrl+K 一直可用。",
    )
    is_first_day_over = models.BooleanField("不再显示“第一次用”", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "工作台偏好"
        constraints = [
            models.CheckConstraint(
                condition=Q(density__in=["", "tight"])
                & Q(mode__in=["", "care"])
                & Q(theme__in=["", "light", "dark"]),
                name="%(app_label)s_%(class)s_known_values",
            )
        ]

    def __str__(self):
        return f"工作台偏好 {self.pk}"

    @classmethod
    def of(cls, user):
        """Those kept for the account, else a fresh row that is not stored yet."""
        return cls.objects.filter(user=user).first() or cls(user=user)
