"""The app on a phone that shows a code of six digits, new every half minute."""

import base64
import logging
import secrets
from urllib.parse import quote, urlencode

from django.db import models, transaction
from django_otp.models import DeviceManager
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.encryption import seal, unseal
from core.sealing import Unreadable

ISSUER = "招商网工作台"
SECRET_BYTES = 20
logger = logging.getLogger(__name__)


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def otpauth_address(secret: bytes, username: str) -> str:
    """What an authenticator app reads from a picture (Key URI format)."""
    words = {"secret": base64.b32encode(secret).decode(), "issuer": ISSUER}
    return f"otpauth://totp/{quote(f'{ISSUER}:{username}')}?{urlencode(words, quote_via=quote)}"


class AuthenticatorQuerySet(models.QuerySet):
    def of(self, user):
        return self.filter(user=user, confirmed=True)

    @transaction.atomic
    def accept(self, user, code: str) -> bool:
        """Whether this is the account's code now. One that was taken is never taken again.

        Wrong ones make the account wait longer and longer (django-otp); two that come at once are
        looked at one after the other.
        """
        device = self.select_for_update(of=("self",), no_key=True).of(user).first()
        try:
            return device is not None and device.verify_token(code)
        except Unreadable:
            logger.exception("second factor of account %s is sealed with another key", user.pk)
            return False


class Authenticator(TOTPDevice):
    """django-otp's own device, whose secret is sealed in the database. One for each account."""

    objects = DeviceManager.from_queryset(AuthenticatorQuerySet)()

    class Meta:
        proxy = True
        verbose_name = verbose_name_plural = "验证器"

    def __str__(self):
        return f"验证器 {self.pk}"

    @property
    def bin_key(self):
        return unseal(self.key, owner=self.user_id)

    @classmethod
    def replace(cls, user, secret: bytes, *, last_t: int):
        """The account's only one from now on; `last_t`: the step of the code that proved it."""
        cls.objects.filter(user=user).delete()
        return cls.objects.create(
            user=user, name=ISSUER, key=seal(secret, owner=user.pk), last_t=last_t
        )

    def waits_until(self):
        """When the next code is looked at, after wrong ones; None: at once."""
        is_allowed, why = self.verify_is_allowed()
        return None if is_allowed else why["locked_until"]
