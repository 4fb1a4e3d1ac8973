"""What it means to be public: one status, one time window, one definition in published()."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class NotAllowedError(Exception):
    """The step is not possible from the present status; the message says why, in Chinese."""


class PublishedQuerySet(models.QuerySet):
    def published(self, now=None):
        """Rows the public may see at `now`. The only definition of public in the project."""
        now = now or timezone.now()
        return self.filter(
            Q(expire_at__isnull=True) | Q(expire_at__gt=now),
            status=PublishWindow.Status.APPROVED,
            publish_at__lte=now,
        )


class PublishWindow(models.Model):
    """Status and time window, evaluated when asked, so nothing waits for a scheduler."""

    class Status(models.TextChoices):
        DRAFT = "draft", "草稿"
        IN_REVIEW = "in_review", "待审核"
        APPROVED = "approved", "已通过"
        WITHDRAWN = "withdrawn", "已撤回"

    status = models.CharField("状态", max_length=10, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(
        "发布时间", default=timezone.now, help_text="可填将来的时间，到时自动公开。"
    )
    expire_at = models.DateTimeField(
        "下线时间", null=True, blank=True, help_text="可不填；到时自动从公开页面消失。"
    )

    objects = PublishedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(expire_at__isnull=True) | Q(expire_at__gt=F("publish_at")),
                name="%(app_label)s_%(class)s_expires_after_publishing",
                violation_error_message="下线时间应晚于发布时间。",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "in_review", "approved", "withdrawn"]),
                name="%(app_label)s_%(class)s_known_status",
            ),
        ]

    def is_published(self, now=None):
        """The same rule as published(), for an object in hand."""
        now = now or timezone.now()
        return (
            self.status == self.Status.APPROVED
            and self.publish_at <= now
            and (self.expire_at is None or self.expire_at > now)
        )


class Publishable(PublishWindow):
    """A thing editors write, reviewers approve and the public reads."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="创建人",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="审核人",
    )
    created_at = models.DateTimeField("创建时间", auto_now_add=True)
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta(PublishWindow.Meta):
        abstract = True

    def submit(self):
        """Draft or withdrawn → waiting for review."""
        if self.status == self.Status.APPROVED:
            raise NotAllowedError("内容已经通过审核，无需再次提交。")
        self.status = self.Status.IN_REVIEW
        self.save()

    def approve(self, user):
        """→ public from publish_at on."""
        if self.status == self.Status.APPROVED:
            raise NotAllowedError("内容已经通过审核。")
        self.status = self.Status.APPROVED
        self.approved_by = user
        self.save()

    def withdraw(self):
        """Public or waiting → gone from every public page, search and feed at once."""
        self.status = self.Status.WITHDRAWN
        self.save()
