"""Signatures of a review in several steps (三审三校, ADR 52): who signed which version, and when.

A signature counts for the version that was read: of a row by when it was last saved, of a change
that waits by the row that holds it. Whatever is saved afterwards makes another version, for which
nobody has signed yet, whichever way it came.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from publishing.pending_changes import PendingChange

# What each signature is called, by how many a text needs.
STEP_NAMES = {1: ("审核",), 2: ("初审", "终审"), 3: ("初审", "复审", "终审")}
MOST_STEPS = max(STEP_NAMES)


class ReviewSignatureQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def counting(self, obj, change=None):
        """Those of the version as it stands, or of the change that waits beside the row."""
        version = {"change": change} if change else {"version_at": obj.updated_at}
        return self.of(obj).filter(**version).select_related("signer").order_by("step", "pk")

    def of_rows(self, model, user):
        """Whether the user has signed each row of the model as it stands, to annotate or filter."""
        opts = model._meta
        return Exists(
            self.filter(
                content_type__app_label=opts.app_label,
                content_type__model=opts.model_name,
                object_id=OuterRef("pk"),
                version_at=OuterRef("updated_at"),
                signer=user,
            )
        )

    def add(self, obj, user, step, *, change=None, now=None):
        return self.create(
            content_type=ContentType.objects.get_for_model(obj),
            object_id=obj.pk,
            change=change,
            version_at=None if change else obj.updated_at,
            step=step,
            signer=user,
            signed_at=now or timezone.now(),
        )


class ReviewSignature(models.Model):
    """One signature; `published_at` once all of its round stood and the version became public."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    change = models.ForeignKey(
        PendingChange,
        models.CASCADE,
        null=True,
        related_name="signatures",
        verbose_name="哪一份改动",
    )
    version_at = models.DateTimeField("哪一版（最后保存时间）", null=True)
    step = models.PositiveSmallIntegerField("第几审")
    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁签的"
    )
    signed_at = models.DateTimeField("签字时间")
    published_at = models.DateTimeField("公开时间", null=True)

    objects = ReviewSignatureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审签"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "version_at", "change", "step"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_one_a_step",
            ),
            models.UniqueConstraint(
                fields=["content_type", "object_id", "version_at", "change", "signer"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_different_persons",
            ),
            models.CheckConstraint(
                condition=Q(change=None, version_at__isnull=False)
                | Q(change__isnull=False, version_at=None),
                name="%(app_label)s_%(class)s_of_one_version",
            ),
            models.CheckConstraint(
                condition=Q(step__gte=1, step__lte=MOST_STEPS),
                name="%(app_label)s_%(class)s_known_step",
            ),
        ]

    def __str__(self):
        return f"审签 {self.pk}"
