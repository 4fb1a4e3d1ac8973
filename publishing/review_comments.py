"""What reviewers and editors say of a passage, and why a text went back (ADR 52)."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

LONGEST_QUOTE = 200
LONGEST_WORDS = 200


class ReviewCommentQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def of_rows(self, model):
        """Whether one is open of each row of the model, to annotate or filter."""
        opts = model._meta
        return Exists(
            self.open().filter(
                content_type__app_label=opts.app_label,
                content_type__model=opts.model_name,
                object_id=OuterRef("pk"),
            )
        )

    def open(self):
        """Those that nobody has said are done: nothing is signed before."""
        return self.filter(resolved_at=None)

    def resolve(self, user, now=None) -> int:
        """How many of the open ones are done by that."""
        return self.open().update(resolved_at=now or timezone.now(), resolved_by=user)

    def add(self, obj, user, words, *, quote="", is_return=False):
        return self.create(
            content_type=ContentType.objects.get_for_model(obj),
            object_id=obj.pk,
            author=user,
            words=words,
            quote=quote,
            is_return=is_return,
            created_at=timezone.now(),
        )


class ReviewComment(models.Model):
    """A remark on a text or on words of it; `is_return`: the reason for which it went back."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="谁提的"
    )
    quote = models.CharField("原文", max_length=LONGEST_QUOTE, blank=True)
    words = models.CharField("意见", max_length=LONGEST_WORDS)
    is_return = models.BooleanField("退回的原因", default=False)
    created_at = models.DateTimeField("什么时候提的")
    resolved_at = models.DateTimeField("什么时候处理好的", null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="谁处理的",
    )

    objects = ReviewCommentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "审稿意见"
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="%(app_label)s_%(class)s_resolved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="publishing_reviewcomment_row")
        ]

    def __str__(self):
        return f"审稿意见 {self.pk}"
