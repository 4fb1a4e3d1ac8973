"""The morning's digest: whom it went to on which day."""

from django.conf import settings
from django.db import models

from leads.models.owed import Owed, OwedQuerySet


class DigestQuerySet(OwedQuerySet):
    def of_day(self, day):
        return self.filter(due_on=day)


class Digest(Owed):
    """One mail to one member of staff on one working day; where nothing is due, none is owed."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="digests", verbose_name="收件人"
    )
    due_on = models.DateField("哪天")
    is_needed = models.BooleanField("有事要办", default=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "早上的汇总"
        constraints = [
            *Owed.Meta.constraints,
            models.UniqueConstraint(
                fields=["user", "due_on"], name="%(app_label)s_%(class)s_once_a_day"
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="leads_digest_day")]

    def __str__(self):
        return f"汇总 {self.pk}"
