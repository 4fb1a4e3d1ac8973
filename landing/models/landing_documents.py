"""Papers of the landing board: private, for staff alone."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from landing.models.landing_nodes import LandingNode
from leads.models.answer_files import PrivateFileQuerySet, answer_storage


def document_name(document, filename):
    """In a folder of its own: what lies beside it belongs to answers."""
    return f"{LandingDocument.FOLDER}/{uuid.uuid4().hex}.{document.kind}"


class LandingDocument(models.Model):
    """A permit, a contract or a receipt of one node; what lies there has no address of its own."""

    FOLDER = "landing"

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG 图片"
        PNG = "png", "PNG 图片"
        WEBP = "webp", "WebP 图片"

    node = models.ForeignKey(
        LandingNode, models.CASCADE, related_name="documents", verbose_name="落地事项"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    file = models.FileField("文件", upload_to=document_name, storage=answer_storage, max_length=120)
    kind = models.CharField("种类", max_length=4, choices=Kind)
    name = models.CharField("文件名", max_length=120)
    size_bytes = models.PositiveBigIntegerField("大小（字节）")
    created_at = models.DateTimeField("上传时间")

    objects = PrivateFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "落地材料"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["pdf", "jpg", "png", "webp"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(file=""), name="%(app_label)s_%(class)s_is_there"
            ),
        ]

    def __str__(self):
        return f"落地材料 {self.pk}"
