"""Links by which people without an account see one version of something, public or not.

A link is a row and its signed number: the table holds nothing that opens anything. The version is
what was saved last, a change that waits beside it, or an earlier one of its history. The files of
a page have marks of their own, each good for one file.
"""

import datetime
from contextlib import suppress

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.timezone import localtime

from publishing.pending_changes import PendingChange

GOOD_FOR = datetime.timedelta(days=7)
KEPT_FOR = datetime.timedelta(days=30)  # after its end; that somebody made it stands in the log
SIGNER = Signer(salt="publishing.preview_link", sep=".")  # HMAC-SHA256
FILES = Signer(salt="publishing.preview_link.file")
REVOKED = "已经被收回"
EXPIRED = "已经过期"
MAKER_GONE = "做链接的人已经停用"
CHANGED = "做好以后内容又改过"
SETTLED = "这份改动已经处理过，或者后来又改过"
DELETED = "内容已经删除"


class PreviewLinkQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def good(self, now=None):
        """Neither revoked nor expired; whether the content changed since is asked of itself."""
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def make(self, obj, user, now=None, *, change=None, earlier=None):
        """For `user`, from now on; what has ended a month ago goes.

        To what was saved last, to the `change` that waits beside it, or to an `earlier` version:
        (its number in the history, when it was saved).
        """
        now = now or timezone.now()
        self.filter(expires_at__lt=now - KEPT_FOR).delete()
        history_id, version_at = earlier or (None, obj.updated_at)
        return self.create(
            content_type=ContentType.objects.get_for_model(obj),
            object_id=obj.pk,
            version_at=version_at,
            change=change,
            history_id=history_id,
            created_by=user,
            created_at=now,
            expires_at=now + GOOD_FOR,
        )

    def by_token(self, token: str):
        """The link of this token; None where nobody made it."""
        try:
            return self._by_key(int(SIGNER.unsign(token)))
        except (BadSignature, ValueError):
            return None

    def by_file_mark(self, mark: str, path: str):
        """The link whose page shows the file at this path of storage; None for any other mark."""
        key, _, signature = mark.partition(".")
        if not (key.isascii() and key.isdecimal()):  # else it takes a part of the path along
            return None
        if not constant_time_compare(signature, FILES.signature(f"{key}/{path}")):
            return None
        return self._by_key(int(key))

    def _by_key(self, key):
        return self.select_related("created_by", "content_type", "change").filter(pk=key).first()


class PreviewLink(models.Model):
    """Somebody may see one thing in one version, though it is not public, for seven days."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    change = models.ForeignKey(
        PendingChange,
        models.CASCADE,
        null=True,
        related_name="preview_links",
        verbose_name="哪份待审改动",
    )
    history_id = models.BigIntegerField("历史里的哪一版", null=True)
    version_at = models.DateTimeField("哪一版（最后保存时间）")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="preview_links",
        verbose_name="谁做的",
    )
    created_at = models.DateTimeField("做好时间")
    expires_at = models.DateTimeField("到期时间")
    revoked_at = models.DateTimeField("收回时间", null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预览链接"
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__lte=F("created_at") + GOOD_FOR),
                name="%(app_label)s_%(class)s_ends_within_days",
            ),
            models.CheckConstraint(
                condition=Q(change=None) | Q(history_id=None),
                name="%(app_label)s_%(class)s_one_version",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="publishing_previewlink_row"),
        ]

    def __str__(self):
        return f"预览链接 {self.pk}"

    @property
    def token(self) -> str:
        return SIGNER.sign(str(self.pk))

    @property
    def version_name(self) -> str:
        """Which version it shows, as the desk calls it."""
        if self.history_id is not None:
            return f"{localtime(self.version_at):%Y-%m-%d %H:%M} 的旧版本"
        return "待审的改动" if self.change_id else "最后保存的一版"

    def file_mark(self, path: str) -> str:
        """What opens this one file while the link is good."""
        return f"{self.pk}.{FILES.signature(f'{self.pk}/{path}')}"

    def target(self):
        """What it shows, None if that is deleted."""
        with suppress(ObjectDoesNotExist):
            return self.content_type.get_object_for_this_type(pk=self.object_id)
        return None

    def earlier(self, obj):
        """The row as it stood in the version of its history; None where that is gone."""
        record = obj.history.filter(history_id=self.history_id).first()
        return record and record.instance

    def ended(self, obj, now=None) -> str:
        """Why it opens nothing any more; empty while it does.

        No later change touches an earlier version: history is never taken away.
        """
        if self.revoked_at is not None:
            return REVOKED
        if self.expires_at <= (now or timezone.now()):
            return EXPIRED
        if not self.created_by.is_active:
            return MAKER_GONE
        if obj is None:
            return DELETED
        if self.history_id is not None:
            return ""
        if self.change and self.change.closed_at is not None:
            return SETTLED
        return CHANGED if obj.updated_at != self.version_at else ""
