"""Who may work where, and as what."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from simple_history.models import HistoricalRecords

from core.person_names import person_name
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

    def held_at(self, user, moment):
        """Rows of history, for Exists(): what an account held at a moment, both of the outer row.

        Grants in regions that are gone count no more.
        """
        past = Membership.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
        replaced = past.filter(history_date__lte=OuterRef(OuterRef(moment)))
        rows = Membership.history.filter(user=OuterRef(user), history_date__lte=OuterRef(moment))
        rows = rows.filter(~Exists(replaced), region__in=Region.objects.all())
        return rows.exclude(history_type="-")

    def ended_audits(self, start, end):
        """Rows of history, the last of each audit: what it was, and with `ended_by` who ended it.

        An audit ends when its grant is deleted, or has another role, account or region.
        """
        history = Membership.history
        later = history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
        is_same = Q(
            role=Membership.Role.AUDITOR,
            user=OuterRef("user"),
            region=OuterRef("region"),
        )
        following = later.order_by("history_id")
        ends = history.filter(history_id=OuterRef("next_id"), history_date__range=(start, end))
        return (
            history.filter(role=Membership.Role.AUDITOR)
            .annotate(next_id=Subquery(following.values("history_id")[:1]))
            .annotate(ended_by=Subquery(following.values("history_user__username")[:1]))
            .filter(Exists(ends.filter(Q(history_type="-") | ~is_same)))
        )


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
        # The constraint says so itself where the form asks for account and region: when adding.
        is_held = others.filter(region=self.region_id, role=self.role).exists()
        if is_held and not self._state.adding:
            raise ValidationError(
                "这个账号在这个地区已有这个角色，不必再授一次。", code="unique_together"
            )
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
    def words_of_ended(rows, most=3) -> list[str]:
        """Whose audits ended where, and by whom, of ended_audits(): each account is named once.

        Accounts that audit nothing any more come first, of those the oldest grants: audits that
        somebody grants only to end them again hide no other.
        """
        accounts = {}
        for row in rows.select_related("user", "region").order_by("created_at", "history_id"):
            accounts.setdefault(row.user_id, []).append(row)
        auditing = Membership.objects.filter(role=Membership.Role.AUDITOR, user__in=accounts)
        still = set(auditing.values_list("user", flat=True))
        ended = sorted(accounts.values(), key=lambda rows: rows[0].user_id in still)
        words = [Membership._words_of_account(rows) for rows in ended[:most]]
        return words + [f"另有 {len(ended) - most} 个账号"] * (len(ended) > most)

    @staticmethod
    def _words_of_account(rows):
        names = dict.fromkeys(row.region.name if row.region else "已删除的地区" for row in rows)
        by = dict.fromkeys(row.ended_by or "后台命令" for row in rows)
        user = person_name(rows[0].user) if rows[0].user else "已删除的账号"
        return f"{user}（{'、'.join(names)}），由 {'、'.join(by)} 取消"
