"""Files that go with an answer: private, for the visitor who proves the enquiry and for staff."""

import datetime
import uuid

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models import OuterRef, Q, Sum
from django.db.models.functions import JSONObject

from leads.models.leads import Lead
from leads.models.timeline import Message

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


def answer_storage():
    """Outside media: what lies there has no address of its own."""
    return storages["answers"]


def answer_name(file, filename):
    return f"{uuid.uuid4().hex}.{file.kind}"


class PrivateFileQuerySet(models.QuerySet):
    """Of a model with file, by, size_bytes and created_at; its files lie in its FOLDER, those of
    each model in another."""

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


class AnswerFileQuerySet(PrivateFileQuerySet):
    def drafts_of(self, lead, user, pks):
        """Chosen by this officer for this enquiry, and not sent yet."""
        return self.filter(lead=lead, by=user, message=None, pk__in=pks)

    def told_with(self, messages):
        """Messages with their files as `attached`: dicts of the columns that staff read."""
        columns = JSONObject(pk="pk", name="name", size_bytes="size_bytes")
        rows = self.filter(message=OuterRef("pk")).order_by("pk").values(columns=columns)
        return messages.annotate(attached=ArraySubquery(rows))

    def stale_drafts(self, now):
        return self.filter(message=None, created_at__lt=now - DAY)


class AnswerFile(models.Model):
    """Without a message it waits in somebody's draft; a day later it is gone."""

    FOLDER = ""

    class Kind(models.TextChoices):
        PDF = "pdf", "PDF"
        JPG = "jpg", "JPG 图片"
        PNG = "png", "PNG 图片"
        WEBP = "webp", "WebP 图片"

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="answer_files", verbose_name="线索")
    message = models.ForeignKey(
        Message,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name="答复",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁附的"
    )
    file = models.FileField("文件", upload_to=answer_name, storage=answer_storage)
    kind = models.CharField("种类", max_length=4, choices=Kind)
    name = models.CharField("文件名", max_length=120)
    size_bytes = models.PositiveBigIntegerField("大小（字节）")
    created_at = models.DateTimeField("时间")

    objects = AnswerFileQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "答复的附件"
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
        return f"附件 {self.pk}"
