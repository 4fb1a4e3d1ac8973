"""Papers of the landing board: private, for staff alone."""

import uuid

from django.db import models

from landing.models.landing_nodes import LandingNode
from leads.models.answer_files import answer_storage
from leads.models.private_files import PrivateFile, PrivateFileQuerySet


def document_name(document, filename):
    """In a folder of its own: what lies beside it belongs to answers."""
    return f"{LandingDocument.FOLDER}/{uuid.uuid4().hex}.{document.kind}"


class LandingDocument(PrivateFile):
    """A permit, a contract or a receipt of one node."""

    FOLDER = "landing"

    node = models.ForeignKey(
        LandingNode, models.CASCADE, related_name="documents", verbose_name="落地事项"
    )
    file = models.FileField("文件", upload_to=document_name, storage=answer_storage, max_length=120)

    objects = PrivateFileQuerySet.as_manager()

    class Meta(PrivateFile.Meta):
        verbose_name = verbose_name_plural = "落地材料"

    def __str__(self):
        return f"落地材料 {self.pk}"
