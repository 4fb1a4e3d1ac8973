"""Codes on paper for the day on which the phone is gone."""

import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without look-alikes: i l o 0 1
HALF, COUNT = 5, 10  # ten letters of 31: 49 bits each


def _digest(user, code, secret):
    plain = "".join(c for c in code.lower() if c in LETTERS)
    value = f"{user.pk}:{plain}"
    return salted_hmac(
        "accounts.recovery_codes", value, secret=secret, algorithm="sha256"
    ).hexdigest()


def _new_code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(HALF)) for _ in range(2))


class RecoveryCodeQuerySet(models.QuerySet):
    def unused(self, user):
        return self.filter(user=user, used_at__isnull=True)

    def accept(self, user, typed: str) -> bool:
        """Whether it is one of the account's, which is thereby used up, by one of two at once."""
        keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        digests = [_digest(user, typed, key) for key in keys]
        found = self.unused(user).filter(digest__in=digests)
        return found.update(used_at=timezone.now()) > 0

    def renew(self, user) -> list[str]:
        """Ten new ones instead of all before; to be shown once."""
        codes = [_new_code() for _ in range(COUNT)]
        self.filter(user=user).delete()
        self.bulk_create(
            RecoveryCode(user=user, digest=_digest(user, code, settings.SECRET_KEY))
            for code in codes
        )
        return codes


class RecoveryCode(models.Model):
    """Opens the desk once in place of the phone. Only a keyed digest is stored."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes", verbose_name="账号"
    )
    digest = models.CharField("摘要", max_length=64, unique=True)
    created_at = models.DateTimeField("产生时间", default=timezone.now)
    used_at = models.DateTimeField("用掉的时间", null=True, blank=True)

    objects = RecoveryCodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "备用码"

    def __str__(self):
        return f"备用码 {self.pk}"
