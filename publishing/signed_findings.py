"""Findings that a reviewer has signed for: who took it upon the own name, and when."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class SignedFindingQuerySet(models.QuerySet):
    def of(self, obj):
        """None of a row that is not stored yet."""
        if obj.pk is None:
            return self.none()
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def keys_of(self, model, rows):
        """Keys of what is signed for in many rows of one model, by their numbers. One query."""
        found = {row.pk: set() for row in rows}
        kind = ContentType.objects.get_for_model(model)
        signed = self.filter(content_type=kind, object_id__in=found)
        for pk, key in signed.values_list("object_id", "key"):
            found[pk].add(key)
        return found

    def sign(self, obj, findings, user, now=None):
        """For each finding once; who signed first stays."""
        kind = ContentType.objects.get_for_model(obj)
        rows = [
            self.model(
                content_type=kind,
                object_id=obj.pk,
                rule=finding.rule.code,
                key=finding.key,
                passage=finding.passage,
                signed_by=user,
                signed_at=now or timezone.now(),
            )
            for finding in findings
        ]
        self.bulk_create(rows, ignore_conflicts=True)


class SignedFinding(models.Model):
    """A passage that a rule stopped and a reviewer let through. It counts while it stands."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    rule = models.CharField("规则", max_length=30)
    key = models.CharField("哪一处", max_length=32)
    passage = models.CharField("原文", max_length=120, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="signed_findings",
        verbose_name="谁签的",
    )
    signed_at = models.DateTimeField("签字时间")

    objects = SignedFindingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "签过字的检查结果"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "key"],
                name="%(app_label)s_%(class)s_signed_once",
            ),
        ]

    def __str__(self):
        return f"{self.rule}（{self.pk}）"
