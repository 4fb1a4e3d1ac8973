"""Changes of public content that wait beside it: what an editor wrote, until a reviewer agrees.

What is public stays as it is meanwhile (ADR 46). A row is never rewritten: who goes on writing
leaves another one, so that every version of a change is kept, with who wrote it and what became of
it.
"""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from publishing.review_comments import ReviewComment


class PendingChangeQuerySet(models.QuerySet):
    def of(self, obj):
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def of_model(self, model):
        """Without asking first which content type that is."""
        opts = model._meta
        return self.filter(
            content_type__app_label=opts.app_label, content_type__model=opts.model_name
        )

    def rows_of(self, rows):
        """Those of the rows of another model beside which one of these waits."""
        return rows.filter(pk__in=self.of_model(rows.model).values("object_id"))

    def state_of_each(self, model):
        """For rows of the model: what the open change beside each has come to."""
        own = self.open().of_model(model).filter(object_id=OuterRef("pk"))
        return Subquery(own.values("state")[:1])

    def open(self):
        """Those of which nobody has said yet what becomes of them; one a row at most."""
        return self.filter(state__in=OPEN)

    def in_review(self):
        return self.filter(state=PendingChange.State.IN_REVIEW)

    def open_of(self, obj):
        """The open change of this row, None where there is none. One query."""
        return self.open().of(obj).select_related("author", "decided_by").first()

    def keep(self, obj, user, patch, *, files=(), is_finished=True, now=None):
        """Another version of the change of this row; the caller has locked the row."""
        now = now or timezone.now()
        self.open().of(obj).update(state=PendingChange.State.REPLACED, closed_at=now)
        in_review, draft = PendingChange.State.IN_REVIEW, PendingChange.State.DRAFT
        return self.create(
            content_type=ContentType.objects.get_for_model(obj),
            object_id=obj.pk,
            author=user,
            patch=patch,
            files=list(files),
            version_at=obj.updated_at,
            state=in_review if is_finished else draft,
            created_at=now,
        )


class PendingChange(models.Model):
    """One version of what somebody wants to change in something public (publishing.form_patches).

    `version_at` is the version of the public row that it was written against.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "还没有送审"
        IN_REVIEW = "in_review", "待审核"
        RETURNED = "returned", "已退回"
        PUBLISHED = "published", "已公开"
        DROPPED = "dropped", "已放弃"
        REPLACED = "replaced", "后来又改过"
        MERGED = "merged", "已并入没有公开的内容"

    content_type = models.ForeignKey(
        ContentType, models.CASCADE, related_name="+", verbose_name="哪类内容"
    )
    object_id = models.BigIntegerField("哪一条")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="pending_changes",
        verbose_name="谁改的",
    )
    patch = models.JSONField("改了什么")
    files = ArrayField(models.CharField(max_length=200), default=list, verbose_name="新放的文件")
    version_at = models.DateTimeField("在哪一版上改的（最后保存时间）")
    state = models.CharField("走到哪一步", max_length=9, choices=State)
    reason = models.CharField("退回的原因", max_length=200, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="谁定的",
    )
    created_at = models.DateTimeField("存下时间")
    closed_at = models.DateTimeField("了结时间", null=True)

    objects = PendingChangeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "公开内容的待审改动"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(closed_at=None),
                name="%(app_label)s_%(class)s_one_open_a_row",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "in_review", "returned"], closed_at=None)
                | Q(
                    state__in=["published", "dropped", "replaced", "merged"],
                    closed_at__isnull=False,
                ),
                name="%(app_label)s_%(class)s_closed_with_its_state",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="publishing_pendingchange_row"),
            GinIndex(fields=["files"], name="publishing_pending_files"),
        ]

    def __str__(self):
        return f"待审改动 {self.pk}"

    @property
    def version(self) -> str:
        """What a page says of which change it shows."""
        return str(self.pk)

    def close(self, state, user=None, now=None):
        """Raises nothing where somebody was quicker: the row is locked by the caller."""
        self.state, self.decided_by, self.closed_at = state, user, now or timezone.now()
        self.save(update_fields=["state", "decided_by", "closed_at"])
        if user:
            self.reasons().resolve(user, now)

    def reasons(self):
        """Why changes of this row went back."""
        return ReviewComment.objects.filter(
            content_type=self.content_type_id, object_id=self.object_id, is_return=True
        )

    def send_back(self, user, reason):
        """To who wrote it, with a word why; it stays open."""
        self.state, self.decided_by, self.reason = self.State.RETURNED, user, reason
        self.save(update_fields=["state", "decided_by", "reason"])


OPEN = (
    PendingChange.State.DRAFT,
    PendingChange.State.IN_REVIEW,
    PendingChange.State.RETURNED,
)
