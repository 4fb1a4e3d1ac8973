"""Pictures and PDF files of a listing."""

from django.db import models

from publishing.fields import DocumentField, PictureField
from publishing.file_names import shown_name


class ListingPhotoQuerySet(models.QuerySet):
    def in_order(self):
        return self.order_by("position", "pk")


class ListingPhoto(models.Model):
    """A picture, re-encoded without metadata, with a text for those who cannot see it."""

    listing = models.ForeignKey(
        "parks.Listing", models.CASCADE, related_name="photos", verbose_name="载体"
    )
    image = PictureField("图片", upload_to="listings")
    alt = models.CharField("图片说明", max_length=120, blank=True)
    is_decorative = models.BooleanField("装饰性（不用说明）", default=False, db_default=False)
    credit = models.CharField("来源", max_length=60, blank=True)
    is_illustration = models.BooleanField("示意图（非现场照片）", default=False)
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = ListingPhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "图片"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_decorative=True) | ~models.Q(alt=""),
                name="%(app_label)s_%(class)s_told_or_decorative",
                violation_error_message="请写图片说明，或者勾“装饰性”。",
            ),
        ]
        indexes = [models.Index(fields=["image"], name="parks_listingphoto_image")]

    def __str__(self):
        return f"图片 {self.pk}（{self.listing_id}）"


class ListingFileQuerySet(models.QuerySet):
    def name_of(self, path) -> str:
        """The name under which readers save the file at this path of storage; empty if unknown."""
        title = self.filter(document=path).values_list("title", flat=True).first()
        return shown_name(title) if title else ""


class ListingFile(models.Model):
    """A PDF that goes with a listing: 宗地图, 规划条件."""

    listing = models.ForeignKey(
        "parks.Listing", models.CASCADE, related_name="files", verbose_name="载体"
    )
    title = models.CharField("名称", max_length=60)
    document = DocumentField("PDF 文件", upload_to="listings")
    position = models.PositiveSmallIntegerField("顺序", default=0)

    objects = ListingFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        indexes = [models.Index(fields=["document"], name="parks_listingfile_document")]

    def __str__(self):
        return f"{self.title}（{self.listing_id}）"
