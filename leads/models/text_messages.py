"""Texts to those who left a telephone alone: that there is an answer, and where to read it."""

import uuid

from django.db import models
from django.db.models import Q

from leads.models.leads import Lead
from leads.models.owed import Owed, OwedQuerySet


class TextMessage(Owed):
    """One text; the number is read from the enquiry when it is sent. `uid` tells the gateway that
    a repeated post is the same text."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="texts", verbose_name="线索")
    occasion = models.CharField("事由", max_length=43, help_text="答复的标记。")
    uid = models.UUIDField("标识", default=uuid.uuid4, unique=True, editable=False)

    objects = OwedQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "短信"
        constraints = [
            *Owed.Meta.constraints,
            models.UniqueConstraint(
                fields=["lead", "occasion"], name="%(app_label)s_%(class)s_once_an_occasion"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="leads_textmessage_unsent",
            )
        ]

    def __str__(self):
        return f"短信 {self.pk}"
