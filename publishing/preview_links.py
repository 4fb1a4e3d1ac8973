"""Links by which people without an account see one unpublished thing, as it stood then.

A link is a row and its signed number: the table holds nothing that opens anything.
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

GOOD_FOR = datetime.timedelta(days=7)
KEPT_FOR = datetime.timedelta(days=30)  # after its end; that somebody made it stands in the log
SIGNER = Signer(salt="publishing.preview_link", sep=".")  # HMAC-SHA256
REVOKED = "已经被收回"
EXPIRED = "已经过期"
MAKER_GONE = "做链接的人已经停用"
CHANGED = "做好以后内容又改过"
DELETED = "内容已经删除"


class PreviewLinkQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def good(self, now=None):
        """Neither revoked nor expired; whether the content changed since is asked of itself."""
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def make(self, obj, user, now=None):
        """For `user`, from now on; what has ended a month ago goes."""
        now = now or timezone.now()
        self.filter(expires_at__lt=now - KEPT_FOR).delete()
        return self.create(
            content_type=ContentType.objects.get_for_model(obj),
            object_id=obj.pk,
            version_at=obj.updated_at,
            created_by=user,
            created_at=now,
            expires_at=now + GOOD_FOR,
        )

    def by_token(self, token: str):
        """The link of this token; None where nobody made it."""
        try:
            key = int(SIGNER.unsign(token))
        except (BadSignature, ValueError):
            return None
        return self.select_related("created_by", "content_type").filter(pk=key).first()


class PreviewLink(models.Model):
    """Somebody may see one thing in one version, though it is not public, for seven days."""

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
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
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="publishing_previewlink_row"),
        ]

    def __str__(self):
        return f"预览链接 {self.pk}"

    @property
    def token(self) -> str:
        return SIGNER.sign(str(self.pk))

    def target(self):
        """What it shows, None if that is deleted."""
        with suppress(ObjectDoesNotExist):
            return self.content_type.get_object_for_this_type(pk=self.object_id)
        return None

    def ended(self, obj, now=None) -> str:
        """Why it opens nothing any more; empty while it does."""
        if self.revoked_at is not None:
            return REVOKED
        if self.expires_at <= (now or timezone.now()):
            return EXPIRED
        if not self.created_by.is_active:
            return MAKER_GONE
        if obj is None:
            return DELETED
        return CHANGED if obj.updated_at != self.version_at else ""
