"""Invitations that are owed: written with the account, sent by the worker."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

LONGEST_PAUSE = datetime.timedelta(minutes=10)  # between two tries
FIRST_PAUSE = datetime.timedelta(minutes=2)  # longer than the mail backend's own time-outs
GOOD_FOR = datetime.timedelta(days=7)
STUCK_AFTER = 3  # tries


class OwedInvitationQuerySet(models.QuerySet):
    def unsent(self):
        """To accounts that can still take one."""
        can_take = Q(user__is_active=True) & ~Q(user__email="")
        return self.filter(can_take, sent_at=None)

    def due(self, now):
        """A pause of more than two terms was written under a clock that ran ahead: void."""
        is_due = Q(next_attempt_at__lte=now) | Q(next_attempt_at__gt=now + 2 * LONGEST_PAUSE)
        return self.unsent().filter(is_due, asked_at__gt=now - GOOD_FOR)

    def stuck(self):
        return self.unsent().filter(attempts__gte=STUCK_AFTER)

    def owe(self, user, by):
        """Also again: the one before is void once this one is sent and used."""
        values = {"by": by, "asked_at": Now(), "next_attempt_at": Now(), "attempts": 0}
        self.update_or_create(user=user, defaults=values | {"sent_at": None})


class OwedInvitation(models.Model):
    """One mail to the owner of an account. Its link is made when it is sent and stands nowhere."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="owed_invitation",
        verbose_name="账号",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="谁邀请的",
    )
    attempts = models.PositiveSmallIntegerField("尝试次数", default=0)
    asked_at = models.DateTimeField("邀请时间", db_default=Now())
    next_attempt_at = models.DateTimeField("下次发送", db_default=Now())
    sent_at = models.DateTimeField("发出时间", null=True)

    objects = OwedInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待发邀请"

    def __str__(self):
        return f"邀请 {self.pk}"

    @property
    def is_stuck(self) -> bool:
        return self.sent_at is None and self.attempts >= STUCK_AFTER

    def pause(self) -> datetime.timedelta:
        """2, 4, 8 and then every 10 minutes."""
        return min(FIRST_PAUSE * 2 ** min(self.attempts - 1, 5), LONGEST_PAUSE)
