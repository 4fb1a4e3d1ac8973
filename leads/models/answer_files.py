"""Files that go with an answer: private, for the visitor who proves the enquiry and for staff."""

import uuid

from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.storage import storages
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from leads.models.leads import Lead
from leads.models.private_files import DAY, PrivateFile, PrivateFileQuerySet
from leads.models.timeline import Message


def answer_storage():
    """Outside media: what lies there has no address of its own."""
    return storages["answers"]


def answer_name(file, filename):
    return f"{uuid.uuid4().hex}.{file.kind}"


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


class AnswerFile(PrivateFile):
    """Without a message it waits in somebody's draft; a day later it is gone."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="answer_files", verbose_name="线索")
    message = models.ForeignKey(
        Message,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="files",
        verbose_name="答复",
    )
    file = models.FileField("文件", upload_to=answer_name, storage=answer_storage)

    objects = AnswerFileQuerySet.as_manager()

    class Meta(PrivateFile.Meta):
        verbose_name = verbose_name_plural = "答复的附件"

    def __str__(self):
        return f"附件 {self.pk}"
