"""Who may work where, and as what."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

from regions.models.tree import Region


class MembershipQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user).select_related("region")

    def mixed(self):
        """Grants of accounts that audit what they may themselves change: from before the rule."""
        others = Membership.objects.filter(user=OuterRef("user"))
        auditing, acting = (
            others.filter(role=Membership.Role.AUDITOR),
            others.exclude(role=Membership.Role.AUDITOR),
        )
        return self.filter(Exists(auditing), Exists(acting))

    def ended_audits(self, start, end):
        """Rows of history: grants of auditing that were deleted, or made into another role."""
        auditing = Q(role=Membership.Role.AUDITOR)
        rows = Membership.history.filter(history_date__range=(start, end))
        audited = Membership.history.filter(auditing).values("id")
        is_end = (auditing & Q(history_type="-")) | (~auditing & Q(history_type="~"))
        return rows.filter(is_end, id__in=audited).order_by("-history_id")


class Membership(models.Model):
    """What a member of staff may do, in a region and everything below it.

    Who audits holds no other role anywhere; a trigger (migration 0004) guards it in the database.
    """

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

    def clean(self):
        if not (self.user_id and self.role):
            return
        others = Membership.objects.filter(user=self.user_id).exclude(pk=self.pk)
        if self.role == self.Role.AUDITOR and others.exclude(role=self.Role.AUDITOR).exists():
            raise ValidationError(
                "这个账号已有编辑、审核、招商或负责人的授权，不能再作审计：审计的人不能审自己做的事。"
                "请先删去那些授权，或另建一个账号。",
                code="auditor_is_apart",
            )
        if self.role != self.Role.AUDITOR and others.filter(role=self.Role.AUDITOR).exists():
            raise ValidationError(
                "这个账号是审计（只读），不能再有别的角色：审计的人不能审自己做的事。"
                "请先删去它的审计授权，或另建一个账号。",
                code="auditor_is_apart",
            )

    @staticmethod
    def words_of_ended(rows) -> list[str]:
        """Whose grant ended where, and by whom, of rows of history."""
        rows = rows.select_related("user", "history_user", "region")
        return [f"{row.user}（{row.region.name}），由 {row.history_user} 取消" for row in rows]
