"""What staff keep with an enquiry without an address of its own: a PDF, or a picture made anew."""

import datetime

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, Sum

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


class PrivateFileQuerySet(models.QuerySet):
    """Of one kind of private file."""

    def bytes_of_last_hour(self, user, now):
        rows = self.filter(by=user, created_at__gt=now - HOUR)
        return rows.aggregate(total=Sum("size_bytes"))["total"] or 0

    def held(self):
        """Locked until the transaction ends, in one order: who sends and who drops take turns."""
        return self.order_by("pk").select_for_update(of=("self",), no_key=True)

    def drop(self):
        """The rows, and at the commit what is stored of them; none that was sent meanwhile."""
        storage = self.model.file.field.storage
        with transaction.atomic():
            names = dict(self.held().values_list("pk", "file"))
            self.model.objects.filter(pk__in=names).delete()
            transaction.on_commit(lambda: _remove(storage, names.values()), robust=True)

    def sweep(self, now):
        """What is stored and belongs to no row: a process was killed between the two."""
        storage, folder = self.model.file.field.storage, self.model.FOLDER
        try:
            _, stored = storage.listdir(folder)
        except FileNotFoundError:  # nobody has attached anything yet
            return
        stored = {f"{folder}/{name}" if folder else name for name in stored}
        strays = stored - {*self.values_list("file", flat=True)}
        _remove(storage, (n for n in strays if storage.get_modified_time(n) < now - DAY))


def _remove(storage, names):
    for name in names:
        storage.delete(name)


class PrivateFile(models.Model):
    """A model says as `file` where its files lie: in its FOLDER, those of each model in another."""

    FOLDER = ""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG 图片"
        PNG = "png", "PNG 图片"
        WEBP = "webp", "WebP 图片"

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="上传人"
    )
    kind = models.CharField("种类", max_length=4, choices=Kind)
    name = models.CharField("文件名", max_length=120)
    size_bytes = models.PositiveBigIntegerField("大小（字节）")
    created_at = models.DateTimeField("上传时间")

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["pdf", "jpg", "png", "webp"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(file=""), name="%(app_label)s_%(class)s_is_there"
            ),
        ]
