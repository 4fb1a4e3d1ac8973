"""A round over everything public, and what it found."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from publishing.rule_severities import RuleSeverity
from regions.models import Region


class ContentAuditQuerySet(models.QuerySet):
    def newest(self):
        """The last one that came to its end."""
        return self.exclude(finished_at=None).order_by("-finished_at", "-pk").first()


class ContentAudit(models.Model):
    """One round. `reached_model` and `reached_id` say how far it is: it goes on from there."""

    started_at = models.DateTimeField("开始时间", default=timezone.now)
    finished_at = models.DateTimeField("完成时间", null=True)
    reached_model = models.CharField("查到哪一类", max_length=60, blank=True)
    reached_id = models.BigIntegerField("查到哪一条", default=0)
    checked_count = models.PositiveIntegerField("查了几条", default=0)
    found_count = models.PositiveIntegerField("发现几处", default=0)

    objects = ContentAuditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "内容巡检"
        constraints = [
            models.UniqueConstraint(
                fields=["finished_at"],
                nulls_distinct=False,
                condition=Q(finished_at=None),
                name="%(app_label)s_%(class)s_one_at_a_time",
            ),
        ]

    def __str__(self):
        return f"内容巡检 {self.pk}"


class AuditedFinding(models.Model):
    """What a round found in one public row, as it stood then."""

    audit = models.ForeignKey(
        ContentAudit, models.CASCADE, related_name="findings", verbose_name="哪一轮"
    )
    region = models.ForeignKey(
        Region, models.CASCADE, related_name="audited_findings", verbose_name="地区"
    )
    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    title = models.CharField("标题", max_length=140)
    rule = models.CharField("规则", max_length=30)
    severity = models.CharField("轻重", max_length=5, choices=RuleSeverity.Severity)
    # What the report is ordered by, so that an index has its order: the weightiest first.
    weight = models.PositiveSmallIntegerField("先后", db_default=2)
    field = models.CharField("字段", max_length=40)
    field_label = models.CharField("字段名称", max_length=40)
    says = models.CharField("发现什么", max_length=200)
    passage = models.CharField("原文", max_length=120, blank=True)
    cure = models.CharField("怎么办", max_length=200, blank=True)
    key = models.CharField("哪一处", max_length=32, blank=True, default="", db_default="")
    law = models.CharField("依据", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "巡检发现"
        constraints = [
            models.CheckConstraint(
                condition=Q(severity__in=["hint", "sign", "block"]),
                name="%(app_label)s_%(class)s_known_severity",
            ),
        ]
        indexes = [
            models.Index(
                fields=["audit", "severity", "rule"], name="publishing_auditedfinding_rows"
            ),
            models.Index(
                fields=["audit", "weight", "rule", "content_type", "object_id", "id"],
                name="publishing_audit_in_order",
            ),
        ]

    def __str__(self):
        return f"{self.rule}（{self.pk}）"
