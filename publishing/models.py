"""What it means to be public: one status, one time window, one definition in published()."""

import datetime
from contextlib import contextmanager

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from publishing.editions.changes import Change as Change
from publishing.editions.changes import ChangeTotal as ChangeTotal
from publishing.open_forms import OpenForm as OpenForm
from publishing.pending_changes import PendingChange as PendingChange
from publishing.preview_links import PreviewLink as PreviewLink
from publishing.rule_severities import RuleSeverity as RuleSeverity
from publishing.signed_findings import SignedFinding as SignedFinding
from publishing.word_lists import WordList as WordList
from regions.models import Region


class NotAllowedError(Exception):
    """The step is not possible from the present status; the message says why, in Chinese."""


class IncompleteError(NotAllowedError):
    """Facts are missing that must be known before publishing.

    `missing`: things with `label` and `anchor`, the id of their field in the desk's form.
    """

    sentence = "发布前还缺：{}。"

    def __init__(self, missing):
        self.missing = missing
        super().__init__(self.sentence.format("、".join(item.label for item in missing)))


class OpensGapError(IncompleteError):
    """Facts of public content would be lost that must be known in public."""

    sentence = "公开的内容不能缺：{}。"


def public_at(now, through="") -> Q:
    """What published() asks of a row, or of what it points to: `through="park__"`."""
    return Q(
        Q(**{f"{through}expire_at__isnull": True}) | Q(**{f"{through}expire_at__gt": now}),
        **{f"{through}status": PublishWindow.Status.APPROVED, f"{through}publish_at__lte": now},
    )


class PublishedQuerySet(models.QuerySet):
    def published(self, now=None):
        """Rows the public may see at `now`. The only definition of public in the project."""
        return self.filter(public_at(now or timezone.now()))


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

    # Columns that whoever may edit corrects in public without a second review: what must be true
    # at once (publishing.corrections).
    corrections: tuple[str, ...] = ()
    # The way to the region it belongs to, and texts that are no matter of its content checks.
    home_lookup = "region"
    unchecked_texts = frozenset()

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

    def gone_at(self):
        """When this leaves the public by itself, None for never."""
        return self.expire_at

    def hidden_by(self, now):
        """What keeps it from readers though approved and in its window: a Visibility, else None."""

    def missing_before_publishing(self):
        """What must be filled in first, in the shape that IncompleteError tells."""
        return []

    def gaps_opened(self):
        """What is missing now, less what the stored row lacks in public already.

        New demands do not reach back: content that is public may keep the gaps that it has.
        """
        gaps = self.missing_before_publishing()
        public = type(self)._default_manager.filter(pk=self.pk, status=self.Status.APPROVED)
        stored = public.first() if gaps else None
        known = {gap.anchor for gap in stored.missing_before_publishing()} if stored else set()
        return [gap for gap in gaps if gap.anchor not in known]

    def refuse_gaps_opened(self):
        """Raises OpensGapError if saving would take from the public what it must be told."""
        if self.status == self.Status.APPROVED and (gaps := self.gaps_opened()):
            raise OpensGapError(gaps)

    @contextmanager
    def changing(self, *, commit=True):
        """One change of the stored row: wait for others, read it anew, change it, save it.

        Visitors who ask about it are not kept waiting: no key changes.
        Thus nobody's columns are overwritten with what we read before. Without `commit` the object
        in hand is changed as it is: a form, which has locked the row, saves what was typed with it.
        """
        if not commit:
            yield
            return
        with transaction.atomic():
            rows = type(self)._default_manager.select_for_update(of=("self",), no_key=True)
            try:
                self.refresh_from_db(from_queryset=rows)
            except self.DoesNotExist as error:
                raise NotAllowedError("内容已被别人删除。") from error
            yield
            self.refuse_gaps_opened()
            self.save()

    def submit(self, *, commit=True):
        """Draft or withdrawn → waiting for review."""
        with self.changing(commit=commit):
            if self.status == self.Status.APPROVED:
                raise NotAllowedError("内容已经通过审核，无需再次提交。")
            self.status = self.Status.IN_REVIEW

    def approve(self, user, *, commit=True):
        """→ public from publish_at on; raises IncompleteError while something is missing."""
        with self.changing(commit=commit):
            if self.status == self.Status.APPROVED:
                raise NotAllowedError("内容已经通过审核。")
            self.check_publishable()
            self.status = self.Status.APPROVED
            self.approved_by = user

    def check_publishable(self):
        """Raises NotAllowedError while something stands against publishing."""
        missing = self.missing_before_publishing()
        if missing:
            raise IncompleteError(missing)

    def accept(self, user):
        """A change takes the place of what is public: the form that holds it saves the rest."""
        self.approved_by = user

    def withdraw(self, *, commit=True):
        """Public or waiting → gone from every public page, search and feed at once."""
        with self.changing(commit=commit):
            self.status = self.Status.WITHDRAWN


class AssetQuerySet(models.QuerySet):
    def bytes_of_last_hour(self, user, now=None):
        """How much this account has uploaded in the last hour, in bytes."""
        since = (now or timezone.now()) - datetime.timedelta(hours=1)
        mine = self.filter(uploaded_by=user, created_at__gt=since)
        return mine.aggregate(total=Sum("size_bytes"))["total"] or 0

    def name_of(self, path) -> str:
        """The name under which readers save the file at this path of storage; empty if unknown."""
        return self.filter(file=path).values_list("file_name", flat=True).first() or ""


class Asset(models.Model):
    """A file uploaded inside the editor: where it lies, who brought it, what it is."""

    class Kind(models.TextChoices):
        IMAGE = "image", "图片"
        PDF = "pdf", "PDF 文件"

    region = models.ForeignKey(
        Region,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assets",
        verbose_name="地区",
        help_text="上传人所在的地区；系统管理员上传的没有地区。",
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="assets",
        verbose_name="上传人",
    )
    file = models.FileField("文件", upload_to="editor/%Y/%m", unique=True)
    file_name = models.CharField(
        "文件名",
        max_length=110,
        blank=True,
        db_default="",
        help_text="读者下载 PDF 时看到的名字。",
    )
    kind = models.CharField("类别", max_length=5, choices=Kind)
    sha256 = models.CharField("内容指纹", max_length=64)
    size_bytes = models.PositiveIntegerField("大小（字节）")
    alt = models.CharField("图片说明", max_length=120, blank=True)
    created_at = models.DateTimeField("上传时间", auto_now_add=True)

    objects = AssetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "编辑器文件"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["image", "pdf"]), name="%(app_label)s_%(class)s_known_kind"
            )
        ]
        indexes = [
            models.Index(fields=["uploaded_by", "-created_at"], name="publishing_asset_recent")
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.file.name}"

    def delete(self, *args, **kwargs):
        storage, name = self.file.storage, self.file.name
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: storage.delete(name))
        return result
