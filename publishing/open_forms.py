"""Who has the form of a row open: told to whoever opens it next, nobody is locked out (ADR 35)."""

import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

OPEN_FOR = datetime.timedelta(hours=2)  # beyond it nobody is taken to be still writing
KEPT_FOR = datetime.timedelta(days=1)


class OpenFormQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def of_others(self, obj, user, now=None):
        """Who else has the form of `obj` open, as far as anybody can tell; newest last."""
        since = (now or timezone.now()) - OPEN_FOR
        rows = self.of(obj).exclude(user=user).filter(opened_at__gt=since)
        return rows.select_related("user").order_by("opened_at", "pk")

    def forget_old(self, now=None):
        """Of yesterday and before: nobody is told of them any more."""
        self.filter(opened_at__lt=(now or timezone.now()) - KEPT_FOR).delete()

    def note(self, obj, user, now=None):
        """`user` has opened the form of `obj`."""
        now = now or timezone.now()
        kind = ContentType.objects.get_for_model(obj)
        self.bulk_create(
            [self.model(user=user, content_type=kind, object_id=obj.pk, opened_at=now)],
            update_conflicts=True,
            unique_fields=["user", "content_type", "object_id"],
            update_fields=["opened_at"],
        )


class OpenForm(models.Model):
    """Somebody opened the form of a row and has not saved since; told to whoever opens it next."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="open_forms",
        verbose_name="工作人员",
    )
    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    opened_at = models.DateTimeField("打开时间")

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "打开着的表单"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "content_type", "object_id"],
                name="%(app_label)s_%(class)s_once_a_user_and_row",
            )
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="publishing_openform_row"),
            models.Index(fields=["opened_at"], name="publishing_openform_opened"),
        ]

    def __str__(self):
        return f"打开着的表单 {self.pk}"
