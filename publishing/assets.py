"""Files uploaded inside the editor, and who brought them."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum
from django.utils import timezone

from regions.models import Region


class AssetQuerySet(models.QuerySet):
    def bytes_of_last_hour(self, user, now=None):
        """How much this account has uploaded in the last hour, in bytes."""
        since = (now or timezone.now()) - datetime.timedelta(hours=1)
        mine = self.filter(uploaded_by=user, created_at__gt=since)
        return mine.aggregate(total=Sum("size_bytes"))["total"] or 0

    def name_of(self, path) -> str:
        """The name under which readers save the file at this path of storage; empty if unknown."""
        return self.filter(file=path).values_list("file_name", flat=True).first() or ""


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
    file_name = models.CharField(
        "文件名",
        max_length=110,
        blank=True,
        db_default="",
        help_text="读者下载 PDF 时看到的名字。",
    )
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
