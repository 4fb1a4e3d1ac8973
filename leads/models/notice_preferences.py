"""When one member of staff wants to hear of enquiries: the morning's digest, and hours of quiet."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

BOTH = "免打扰要填开始和结束两个时间，不需要就都清空。"
SAME = "开始和结束不能相同。"


class NoticePreferencesQuerySet(models.QuerySet):
    def quiet(self, now):
        """Of those who have asked for quiet at this hour of the office's clock."""
        hour = timezone.localtime(now).time()
        has_begun, goes_on = Q(quiet_from__lte=hour), Q(quiet_until__gt=hour)
        by_day = Q(quiet_until__gt=F("quiet_from")) & has_begun & goes_on
        over_night = Q(quiet_until__lt=F("quiet_from")) & (has_begun | goes_on)
        return self.filter(by_day | over_night)

    def quiet_addresses(self, now):
        """Their mail addresses, as a subquery."""
        return self.quiet(now).exclude(user__email="").values("user__email")


class NoticePreferences(models.Model):
    """Of one account; no row: the digest comes, and at any hour whatever comes in."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="notice_preferences",
        verbose_name="账号",
    )
    has_digest = models.BooleanField(
        "每个工作日早上收一封汇总",
        default=True,
        help_text="只有条数和链接：超时的、今天要答复的、今天的下一步、没有下一步的。没有事就不发。",
    )
    quiet_from = models.TimeField(
        "免打扰从", null=True, blank=True, help_text="这段时间来的提醒到点后合并发给您，不会丢。"
    )
    quiet_until = models.TimeField(
        "到", null=True, blank=True, help_text="可以跨夜，如 22:00 到 07:30。"
    )

    objects = NoticePreferencesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "提醒偏好"
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from__isnull=True, quiet_until__isnull=True)
                | (
                    Q(quiet_from__isnull=False, quiet_until__isnull=False)
                    & ~Q(quiet_from=F("quiet_until"))
                ),
                name="%(app_label)s_%(class)s_quiet_has_both_ends",
                violation_error_message=BOTH,
            )
        ]

    def __str__(self):
        return f"提醒偏好 {self.pk}"

    def clean(self):
        """At the field that is to be filled in; the constraint says it again."""
        if (self.quiet_from is None) != (self.quiet_until is None):
            raise ValidationError({"quiet_until": BOTH})
        if self.quiet_from is not None and self.quiet_from == self.quiet_until:
            raise ValidationError({"quiet_until": SAME})

    @classmethod
    def of(cls, user):
        """The row of this account, or one that is not stored yet."""
        return cls.objects.filter(user=user).first() or cls(user=user)
