"""How far the listings of a kind have followed a change of its rule."""

from django.db import models

from parks.models.kind_rules import KindRule


class RuleRecalculation(models.Model):
    """Listings of one kind being brought in step with its changed rule; gone when all are.

    `last_pk` moves in the transaction that writes a batch, so a killed process repeats nothing.
    """

    rule = models.OneToOneField(
        KindRule, models.CASCADE, related_name="recalculation", verbose_name="类型规则"
    )
    last_pk = models.BigIntegerField("最后一处", default=0)
    done = models.PositiveIntegerField("已计算", default=0)
    total = models.PositiveIntegerField("共有")
    started_at = models.DateTimeField("开始时间", auto_now_add=True)

    class Meta:
        verbose_name = verbose_name_plural = "期限重新计算"

    def __str__(self):
        return f"{self.rule} {self.progress}"

    @property
    def progress(self):
        """Listings may come and go meanwhile; what is shown never passes the whole."""
        return f"{min(self.done, self.total)} / {self.total} 处"
