"""How much weight an office gives to a rule of its content checks."""

from django.db import models

from regions.models import Site


class RuleSeverity(models.Model):
    """One rule at one site, or at all; without a row the rule's own weight counts."""

    class Severity(models.TextChoices):
        HINT = "hint", "提示"
        SIGN = "sign", "审核人签字才能发布"
        BLOCK = "block", "不改不能发布"

    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rule_severities",
        verbose_name="站点",
        help_text="对这个站点和它下面的地区有效。不选就对所有站点有效，只有系统管理员可以。",
    )
    rule = models.CharField("规则", max_length=30)
    severity = models.CharField("轻重", max_length=5, choices=Severity)

    class Meta:
        verbose_name = verbose_name_plural = "检查规则的轻重"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "rule"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_once",
                violation_error_message="这个站点已经定过这条规则，请改已有的那一行。",
            ),
            models.CheckConstraint(
                condition=models.Q(severity__in=["hint", "sign", "block"]),
                name="%(app_label)s_%(class)s_known_severity",
            ),
        ]

    def __str__(self):
        return f"{self.rule}（{self.pk}）"
