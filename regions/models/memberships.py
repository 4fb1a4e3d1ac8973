"""Who may work where, and as what."""

from django.conf import settings
from django.db import models
from simple_history.models import HistoricalRecords

from regions.models.tree import Region


class MembershipQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user).select_related("region")


class Membership(models.Model):
    """What a member of staff may do, in a region and everything below it."""

    class Role(models.TextChoices):
        EDITOR = "editor", "编辑"
        REVIEWER = "reviewer", "审核"
        OFFICER = "officer", "招商专员"
        MANAGER = "manager", "负责人"
        AUDITOR = "auditor", "审计（只读）"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name="账号"
    )
    region = models.ForeignKey(
        Region, models.CASCADE, related_name="memberships", verbose_name="地区（含下级）"
    )
    role = models.CharField("角色", max_length=10, choices=Role)
    created_at = models.DateTimeField("授权时间", auto_now_add=True)

    objects = MembershipQuerySet.as_manager()
    history = HistoricalRecords(verbose_name="授权历史")

    class Meta:
        verbose_name = verbose_name_plural = "授权"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "region", "role"], name="%(app_label)s_%(class)s_once"
            )
        ]

    def __str__(self):
        return f"授权 {self.pk}：{self.get_role_display()}"
