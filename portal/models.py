"""What the worker tells of itself, how far its clock was right, the seals of the records, how each
member of staff wants the desk, and the filters he kept.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from regions import access
from regions.models import Region, Site


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

    @property
    def is_failing(self):
        """The same rule as failing(), for a row in hand."""
        if self.failed_at is None:
            return False
        return self.succeeded_at is None or self.failed_at >= self.succeeded_at


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


class AuditCheckQuerySet(models.QuerySet):
    def latest_or_none(self):
        return self.order_by("-pk").first()


class AuditCheck(models.Model):
    """One walk along the chain of seals: up to which seal, and what did not fit."""

    head = models.CharField("最后一枚封条", max_length=90)
    fault_count = models.PositiveIntegerField("几处不符")
    faults = models.TextField("头几处", blank=True)
    checked_at = models.DateTimeField("核对时间")

    objects = AuditCheckQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "记录的核对"
        constraints = [
            models.CheckConstraint(
                condition=Q(fault_count=0, faults="") | Q(fault_count__gt=0) & ~Q(faults=""),
                name="%(app_label)s_%(class)s_says_which",
            )
        ]

    def __str__(self):
        return f"核对 {self.pk}"

    @property
    def told(self):
        return self.faults.splitlines()


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
    site = models.ForeignKey(
        Site,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="只看哪个站点",
        help_text="列表、角标和开始页只算这个站点所在的地区；不填就是全部。",
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
        kept = cls.objects.filter(user=user).select_related("site__region")
        return kept.first() or cls(user=user)


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user):
        """What the account kept, and what is shared with a region where it works."""
        codes = {code for held in access.memberships_of(user) for code in held.region.lineage()}
        return self.filter(Q(user=user) | Q(region__adcode__in=codes))

    def kept_by(self, user):
        """What the account may rename, share and remove: its own, and what its region shares."""
        shared = access.scope(self, user, lookup="region", roles=access.MANAGERS)
        return self.filter(Q(user=user) | Q(region__isnull=False, pk__in=shared.values("pk")))


class SavedView(models.Model):
    """A filter of one of the desk's lists, kept under a name.

    It opens nothing: whoever follows it sees the rows that he may see, narrowed. `query` holds
    parameters of filters alone; what was typed into the search may name somebody and stays out.
    """

    MOST = 20  # a list and account

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name="账号"
    )
    region = models.ForeignKey(
        Region,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_views",
        verbose_name="共享给",
        help_text="这个地区（含下级）的同事都会在这个列表上看到它；各人仍然只看到自己有权看的内容。",
    )
    list = models.CharField("列表", max_length=60, help_text="如 news.article。")
    query = models.CharField("筛选条件", max_length=500)
    name = models.CharField(
        "视图名称", max_length=20, help_text="如：洽谈中的厂房。不要写人名、电话。"
    )
    created_at = models.DateTimeField("存下的时间", auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "保存的视图"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "list", "name"],
                name="%(app_label)s_%(class)s_name_once_a_list",
                violation_error_message="您在这个列表上已经有一个同名的视图，换个名字。",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(query=""), name="%(app_label)s_%(class)s_says_something"
            ),
        ]

    def __str__(self):
        return f"视图 {self.pk}"
