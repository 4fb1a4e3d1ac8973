"""Quarantine: what an old page said, how sure that is, and the page as it came."""

import zlib

from django.db import models
from django.db.models import Q

from news.legacy.confidence import NAMES, THRESHOLD
from parks.models import ImportJob
from publishing.models import PublishWindow
from regions import access


class OldPageQuerySet(models.QuerySet):
    def waiting(self):
        """Pages whose article is a draft that nobody has looked at."""
        return self.filter(accepted_at=None, article__status=PublishWindow.Status.DRAFT)

    def rejected(self):
        """Pages that somebody did not take over, for the reason that is kept; nor has since."""
        return self.filter(article__status=PublishWindow.Status.WITHDRAWN).exclude(rejection="")

    def in_scope(self, user):
        """Those of the sites for which this user writes."""
        lookup = "article__column__site__region"
        return access.scope(self, user, lookup=lookup, roles=access.EDITORS)


class OldPage(models.Model):
    """A page of an old site as it came, beside the article that was made of it."""

    article = models.OneToOneField(
        "news.Article", models.CASCADE, related_name="old_page", verbose_name="文章"
    )
    job = models.ForeignKey(
        ImportJob,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="old_pages",
        verbose_name="导入记录",
    )
    file_name = models.CharField("文件名", max_length=120)
    packed_file = models.BinaryField("原文件（压缩）")
    text = models.TextField("原文字")
    confidences = models.JSONField("各项可信度", default=dict)
    places = models.JSONField("各项取自何处", default=dict)
    notes = models.JSONField("待核对", default=list)
    lowest_confidence = models.PositiveSmallIntegerField("最低可信度")
    rejection = models.CharField("不收的原因", max_length=200, blank=True, db_default="")
    created_at = models.DateTimeField("导入时间", auto_now_add=True)
    accepted_at = models.DateTimeField("收下时间", null=True, blank=True)

    objects = OldPageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "旧网页"
        constraints = [
            models.CheckConstraint(
                condition=Q(lowest_confidence__lte=100),
                name="%(app_label)s_%(class)s_confidence_in_hundredths",
            ),
            models.CheckConstraint(
                condition=Q(rejection="") | Q(accepted_at__isnull=True),
                name="%(app_label)s_%(class)s_accepted_or_rejected",
            ),
        ]
        indexes = [
            # What waits, the surest first: those are dealt with by one key.
            models.Index(
                fields=["-lowest_confidence", "id"],
                condition=Q(accepted_at__isnull=True),
                name="news_oldpage_waiting",
            ),
        ]

    def __str__(self):
        return f"旧网页 {self.pk}（文章 {self.article_id}）"

    @staticmethod
    def packed(data: bytes) -> bytes:
        return zlib.compress(data)

    @property
    def file(self) -> bytes:
        """The file as it came."""
        return zlib.decompress(bytes(self.packed_file))

    @property
    def is_sure(self) -> bool:
        return self.lowest_confidence >= THRESHOLD and not self.notes

    def rated_fields(self) -> list[tuple[str, int, str, bool]]:
        """(label, confidence, where it was taken from, whether that is enough)."""
        return [
            (
                label,
                self.confidences[name],
                self.places.get(name, ""),
                self.confidences[name] >= THRESHOLD,
            )
            for name, label in NAMES.items()
            if name in self.confidences
        ]
