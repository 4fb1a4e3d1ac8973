"""Lists of listings coming in and going out: what was asked, how far it got, who did it."""

import datetime
import uuid

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q

from regions.models import Region

FILES_KEPT = datetime.timedelta(days=7)


def lease() -> datetime.timedelta:
    """Longer than the longest step without a batch: reading 60 MB of xlsx."""
    return datetime.timedelta(seconds=settings.IMPORT_LEASE_SECONDS)


def import_storage():
    """Outside media: nobody but our own processes reads what was uploaded."""
    return storages["imports"]


def import_name(job, filename):
    return f"{uuid.uuid4().hex}.upload"


class ImportJobQuerySet(models.QuerySet):
    def waiting(self, now):
        """Jobs that a worker may take up: nobody holds them, and there is something to do.

        A claim of more than two terms was written under a clock that ran ahead: void.
        """
        is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
        return self.filter(
            is_free | Q(claimed_until__gt=now + 2 * lease()),
            state__in=ImportJob.State.at_work(),
        )

    def with_old_files(self, now):
        return self.exclude(file="").filter(created_at__lt=now - FILES_KEPT)


class ImportJob(models.Model):
    """One file of listings, leads or old pages on its way in.

    Nothing is written before somebody confirms; old pages become drafts that wait for somebody.

    `position` is how far the present pass has read, in bytes of the spooled rows; it moves in the
    transaction that writes a batch, so a killed process loses nothing and repeats nothing.
    `attempt` counts the processes that took the job up: whoever finds another number than its own
    has lost the job and stops.
    """

    class State(models.TextChoices):
        RECEIVED = "received", "等待读取"
        CHECKING = "checking", "正在核对"
        READY = "ready", "等您确认"
        IMPORTING = "importing", "正在导入"
        DONE = "done", "已导入"
        CANCELLED = "cancelled", "已放弃"
        FAILED = "failed", "没有成功"

        @classmethod
        def at_work(cls):
            return [cls.RECEIVED, cls.CHECKING, cls.IMPORTING]

    class Kind(models.TextChoices):
        LISTINGS = "listings", "载体"
        LEADS = "leads", "线索"
        PAGES = "pages", "旧网页"

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="import_jobs",
        verbose_name="地区",
        help_text="没有写地区的行归这里；别的地区的编号不接受。",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="import_jobs",
        verbose_name="导入人",
    )
    kind = models.CharField(
        "导入什么",
        max_length=10,
        choices=Kind,
        default=Kind.LISTINGS,
        db_default=Kind.LISTINGS,
    )
    defaults = models.JSONField(
        "对所有行的说明",
        default=dict,
        blank=True,
        db_default=models.Value({}, models.JSONField()),
        help_text="名单的来源、主题、同意方式，行里没有写的用这些。",
    )
    is_by_operator = models.BooleanField("由命令行导入", default=False)
    file = models.FileField("文件", upload_to=import_name, storage=import_storage, blank=True)
    spool_name = models.CharField("逐行内容", max_length=120, blank=True, editable=False)
    name = models.CharField("文件名", max_length=120)
    sha256 = models.CharField("内容指纹", max_length=64)
    size_bytes = models.PositiveBigIntegerField("大小（字节）")
    is_clearing = models.BooleanField(
        "空白格清空原值", default=False, help_text="不勾选时，空白格保留原来的内容。"
    )
    state = models.CharField("状态", max_length=10, choices=State, default=State.RECEIVED)
    reason = models.CharField("没有成功的原因", max_length=200, blank=True)
    header = models.JSONField("表头", default=list)
    notes = models.JSONField(
        "读文件时的说明", default=list, db_default=models.Value([], models.JSONField())
    )
    hidden_rows = models.PositiveIntegerField("文件里隐藏的行", default=0, db_default=0)
    is_skipping_hidden = models.BooleanField("不导入隐藏的行", default=False, db_default=False)
    total = models.PositiveIntegerField("总行数", default=0)
    done = models.PositiveIntegerField("已处理行数", default=0)
    position = models.PositiveBigIntegerField("读到的位置（字节）", default=0)
    new_rows = models.PositiveIntegerField("新增", default=0)
    changed_rows = models.PositiveIntegerField("有改动", default=0)
    same_rows = models.PositiveIntegerField("没有变化", default=0)
    reopened_rows = models.PositiveIntegerField("改动待审", default=0)
    faulty_rows = models.PositiveIntegerField("有错误", default=0)
    claimed_until = models.DateTimeField("处理中，直到", null=True, editable=False)
    attempt = models.PositiveIntegerField("第几次处理", default=0, editable=False)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)
    checked_at = models.DateTimeField("核对时间", null=True)
    finished_at = models.DateTimeField("完成时间", null=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "导入记录"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        *("received", "checking", "ready", "importing"),
                        *("done", "cancelled", "failed"),
                    ]
                ),
                name="%(app_label)s_%(class)s_known_state",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["listings", "leads", "pages"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(done__lte=models.F("total")),
                name="%(app_label)s_%(class)s_done_within_total",
            ),
        ]

    def __str__(self):
        return f"导入 {self.pk}（{self.get_state_display()}）"

    @property
    def is_at_work(self):
        return self.state in self.State.at_work()

    @property
    def writes(self):
        """How many rows a confirmation would write, or has written."""
        return self.new_rows + self.changed_rows

    @property
    def percent(self):
        return 100 * self.done // self.total if self.total else 0

    def open_upload(self):
        """What was sent, as it came."""
        return self.file.storage.open(self.file.name, "rb")

    def open_spool(self):
        """The rows of the file, one JSON line each (exchange.row_spool)."""
        return self.file.storage.open(self.spool_name, "rb")

    def keep_spool(self, rows) -> str:
        """Store rows under a name of this attempt; they count once `spool_name` says so."""
        return self.file.storage.save(f"{self.file.name}.{self.attempt}.rows", File(rows))

    def drop_file(self):
        """The record stays; what was uploaded goes, and what was said of all rows."""
        storage = self.file.storage
        for name in filter(None, (self.spool_name, self.file.name)):
            storage.delete(name)
        self.faults.all().delete()
        self.file, self.spool_name, self.defaults = "", "", {}
        self.save(update_fields=["file", "spool_name", "defaults"])


class ImportFault(models.Model):
    """A row that cannot be imported: what is wrong in which column, in words."""

    job = models.ForeignKey(
        ImportJob, models.CASCADE, related_name="faults", verbose_name="导入记录"
    )
    row = models.PositiveIntegerField("行号", help_text="文件里的行号，表头是第 1 行。")
    reasons = models.JSONField("原因", default=dict)

    class Meta:
        verbose_name = verbose_name_plural = "导入错误"
        constraints = [
            models.UniqueConstraint(fields=["job", "row"], name="%(app_label)s_%(class)s_row_once")
        ]

    def __str__(self):
        return f"导入 {self.job_id} 第 {self.row} 行"


class ExportLog(models.Model):
    """Somebody took a list out of the system: of listings, or of enquiries."""

    class Format(models.TextChoices):
        XLSX = "xlsx", "Excel（xlsx）"
        CSV = "csv", "CSV"

    OF_ENQUIRIES = "咨询台账"  # how `filters` begins of a ledger of enquiries

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="listing_exports",
        verbose_name="导出人",
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        related_name="listing_exports",
        verbose_name="地区",
        help_text="包含所有导出内容的最小地区；跨省时为空。",
    )
    format = models.CharField("格式", max_length=4, choices=Format)
    rows = models.PositiveIntegerField("条数")
    filters = models.CharField("筛选条件", max_length=500, blank=True)
    reason = models.CharField(
        "用途", max_length=100, blank=True, db_default="", help_text="以前的记录没有。"
    )
    created_at = models.DateTimeField("导出时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "导出记录"
        constraints = [
            models.CheckConstraint(
                condition=Q(format__in=["xlsx", "csv"]),
                name="%(app_label)s_%(class)s_known_format",
            )
        ]

    def __str__(self):
        return f"导出 {self.pk}（{self.rows} 条）"
