"""Who is signed in, where and since when."""

import datetime

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.browser_names import browser_name


class DeskSessionQuerySet(models.QuerySet):
    def open_of(self, user, now):
        return self.filter(user=user, expire_date__gt=now).order_by("-signed_in_at", "pk")


class DeskSession(AbstractBaseSession):
    """A session of Django's, which also says whose it is: one row is one way in (session_store).

    Triggers end the sessions of an account whose rights or second factor change.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="desk_sessions",
        verbose_name="账号",
        null=True,
        blank=True,
    )
    address = models.GenericIPAddressField("来源地址", null=True, blank=True)
    browser = models.CharField("浏览器", max_length=200, blank=True)
    signed_in_at = models.DateTimeField("登录时间", null=True, blank=True)

    objects = BaseSessionManager.from_queryset(DeskSessionQuerySet)()

    class Meta:
        verbose_name = verbose_name_plural = "登录会话"

    def __str__(self):
        return f"登录会话 {self.mark}"

    @classmethod
    def get_session_store_class(cls):
        return SessionStore  # reads the same; ours (session_store) stands above

    @property
    def mark(self) -> str:
        """Names the row in a page; the key itself would open it."""
        return salted_hmac("accounts.desk_sessions", self.pk, algorithm="sha256").hexdigest()[:16]

    @property
    def browser_words(self) -> str:
        return browser_name(self.browser)

    @property
    def ends_at(self) -> datetime.datetime | None:
        return self.signed_in_at and self.signed_in_at + settings.SESSION_LONGEST

    @property
    def worked_at(self) -> datetime.datetime:
        """The last request that counted as work, as far as the row tells."""
        begun = self.expire_date - datetime.timedelta(seconds=settings.SESSION_COOKIE_AGE)
        return min(begun, timezone.now())
