"""What it means to be public: one status, one time window, one definition in published()."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from regions.models import Region


class NotAllowedError(Exception):
    """The step is not possible from the present status; the message says why, in Chinese."""


class IncompleteError(NotAllowedError):
    """Facts are missing that must be known before publishing.

    `missing`: things with `label` and `anchor`, the id of their field in the desk's form.
    """

    def __init__(self, missing):
        self.missing = missing
        super().__init__(f"发布前还缺：{'、'.join(item.label for item in missing)}。")


def public_at(now, through="") -> Q:
    """What published() asks of a row, or of what it points to: `through="park__"`."""
    return Q(
        Q(**{f"{through}expire_at__isnull": True}) | Q(**{f"{through}expire_at__gt": now}),
        **{f"{through}status": PublishWindow.Status.APPROVED, f"{through}publish_at__lte": now},
    )


class PublishedQuerySet(models.QuerySet):
    def published(self, now=None):
        """Rows the public may see at `now`. The only definition of public in the project."""
        return self.filter(public_at(now or timezone.now()))


class PublishWindow(models.Model):
    """Status and time window, evaluated when asked, so nothing waits for a scheduler."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_REVIEW = "in_review", "待审核"
        APPROVED = "approved", "已通过"
        WITHDRAWN = "withdrawn", "已撤回"

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(
        "发布时间", default=timezone.now, help_text="可填将来的时间，到时自动公开。"
    )
    expire_at = models.DateTimeField(
        "下线时间", null=True, blank=True, help_text="可不填；到时自动从公开页面消失。"
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(expire_at__isnull=True) | Q(expire_at__gt=F("publish_at")),
                name="%(app_label)s_%(class)s_expires_after_publishing",
                violation_error_message="下线时间应晚于发布时间。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review", "approved", "withdrawn"]),
                name="%(app_label)s_%(class)s_known_status",
            ),
        ]

    def is_published(self, now=None):
        """The same rule as published(), for an object in hand."""
        now = now or timezone.now()
        return (
            self.status == self.Status.APPROVED
            and self.publish_at <= now
            and (self.expire_at is None or self.expire_at > now)
        )


class Publishable(PublishWindow):
    """A thing editors write, reviewers approve and the public reads."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="创建人",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="审核人",
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(PublishWindow.Meta):
        abstract = True

    def gone_at(self):
        """When this leaves the public by itself, None for never."""
        return self.expire_at

    def missing_before_publishing(self):
        """What must be filled in first, in the shape that IncompleteError tells."""
        return []

    def submit(self):
        """Draft or withdrawn → waiting for review."""
        if self.status == self.Status.APPROVED:
            raise NotAllowedError("内容已经通过审核，无需再次提交。")
        self.status = self.Status.IN_REVIEW
        self.save()

    def approve(self, user):
        """→ public from publish_at on; raises IncompleteError while something is missing."""
        if self.status == self.Status.APPROVED:
            raise NotAllowedError("内容已经通过审核。")
        missing = self.missing_before_publishing()
        if missing:
            raise IncompleteError(missing)
        self.status = self.Status.APPROVED
        self.approved_by = user
        self.save()

    def reopen(self):
        """Public and changed by someone who may not approve → waiting for a second review."""
        if self.status != self.Status.APPROVED:
            raise NotAllowedError("内容还没有公开，直接修改即可。")
        self.status = self.Status.IN_REVIEW
        self.save()

    def withdraw(self):
        """Public or waiting → gone from every public page, search and feed at once."""
        self.status = self.Status.WITHDRAWN
        self.save()


class AssetQuerySet(models.QuerySet):
    def bytes_of_last_hour(self, user, now=None):
        """How much this account has uploaded in the last hour, in bytes."""
        since = (now or timezone.now()) - datetime.timedelta(hours=1)
        mine = self.filter(uploaded_by=user, created_at__gt=since)
        return mine.aggregate(total=Sum("size_bytes"))["total"] or 0


class Asset(models.Model):
    """A file uploaded inside the editor: where it lies, who brought it, what it is."""

    class Kind(models.TextChoices):
        IMAGE = "image", "图片"
        PDF = "pdf", "PDF 文件"

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name="地区",
        help_text="上传人所在的地区；系统管理员上传的没有地区。",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="assets",
        verbose_name="上传人",
    )
    file = models.FileField("文件", upload_to="editor/%Y/%m", unique=True)
    kind = models.CharField("类别", max_length=5, choices=Kind)
    sha256 = models.CharField("内容指纹", max_length=64)
    size_bytes = models.PositiveIntegerField("大小（字节）")
    alt = models.CharField("图片说明", max_length=120, blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "编辑器文件"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["image", "pdf"]), name="%(app_label)s_%(class)s_known_kind"
            )
        ]
        indexes = [
            models.Index(fields=["uploaded_by", "-created_at"], name="publishing_asset_recent")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.file.name}"

    def delete(self, *args, **kwargs):
        storage, name = self.file.storage, self.file.name
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storage.delete(name))
        return result
