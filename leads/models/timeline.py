"""Everything that happened to a lead after it came in, each row with who and when."""

import datetime
import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from core.sealed_fields import SealedTextField
from leads.models.leads import Lead
from leads.models.stages import LostReason
from leads.proofs import ON_STATUS_PAGE, Proof

HOUR = datetime.timedelta(hours=1)
STAFF = settings.AUTH_USER_MODEL


class MessageQuerySet(models.QuerySet):
    def add_once(self, *, lead, nonce, body, **values):
        """(message, whether it is new).

        `nonce` names the form: the same words sent again from it are no further message, other
        words are one.
        """
        mark = hashlib.sha256(f"{lead.pk}\n{nonce}\n{body}".encode()).hexdigest()[:43]
        values |= {"lead": lead, "body": body}
        return self.get_or_create(nonce=mark, defaults=values)


class Message(models.Model):
    """A word between the office and the visitor."""

    class Direction(models.TextChoices):
        IN = "in", "访客来信"
        OUT = "out", "答复"

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="messages", verbose_name="线索")
    by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    direction = models.CharField("方向", max_length=3, choices=Direction)
    body = SealedTextField("内容")
    nonce = models.CharField(
        "防重复标记", max_length=43, unique=True, help_text="同一表单提交两次只留一条。"
    )
    is_visible = models.BooleanField("访客可见", default=True)
    proof = models.CharField(
        "凭什么",
        max_length=5,
        choices=Proof,
        blank=True,
        default="",
        db_default="",
        help_text="访客怎样证明咨询是自己的。",
    )
    sent_at = models.DateTimeField("时间", default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "往来消息"
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=""), name="%(app_label)s_%(class)s_says_something"
            ),
            models.CheckConstraint(
                condition=Q(direction="out") | Q(direction="in", by__isnull=True),
                name="%(app_label)s_%(class)s_visitors_are_not_staff",
            ),
        ]

    def __str__(self):
        return f"{self.get_direction_display()} {self.pk}"

    @property
    def is_undoable(self):
        """A question of somebody who may not have been the visitor; visible until taken back.

        Words that came with the code, which no desk shows, stay: else an officer could silence a
        complaint, and its clock, as not the visitor's.
        """
        return self.is_visible and self.proof in ON_STATUS_PAGE - {Proof.CODE}


def with_last_words(leads, length):
    """Leads with how the visitor's newest message begins as `last_words`, of that length at most,
    and since when we have it as `asked_at`; without a message as the enquiry itself says it.
    """
    newest = Message.objects.filter(
        lead=OuterRef("pk"), direction=Message.Direction.IN, is_visible=True
    ).order_by("-sent_at", "-pk")
    body, sent_at = (Subquery(newest.values(name)[:1]) for name in ("body", "sent_at"))
    return leads.annotate(
        newest_words=body,
        words_shown=Value(length),
        asked_at=Coalesce(sent_at, "received_at"),
    )


class ContactViewQuerySet(models.QuerySet):
    def between(self, start, end):
        return self.filter(viewed_at__gte=start, viewed_at__lt=end)

    def of_last_hour(self, user, now):
        return self.filter(by=user.pk, viewed_at__range=(now - HOUR, now))

    def beside(self, lead, user, now):
        """Those of this lead by anybody, and of any lead by `user` within the last hour."""
        own = Q(by=user.pk, viewed_at__range=(now - HOUR, now))
        return self.filter(Q(lead=lead) | own).select_related("by").order_by("viewed_at", "pk")

    def by_account(self):
        """Rows of counts, one an account."""
        return self.values("by").annotate(
            views=Count("pk"),
            leads=Count("lead", distinct=True),
            with_reason=Count("pk", filter=Q(has_reason=True)),
        )


class ContactView(models.Model):
    """Who saw the unmasked phone and mail of a lead, and when; it outlives their erasure."""

    MAX_WITHOUT_REASON = 20  # an hour and account

    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="contact_views", verbose_name="线索"
    )
    by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, related_name="contact_views", verbose_name="查看人"
    )
    has_reason = models.BooleanField("写了理由", default=False, db_default=False)
    viewed_at = models.DateTimeField("查看时间", default=timezone.now)

    objects = ContactViewQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "查看联系方式"
        indexes = [models.Index(fields=["by", "viewed_at"], name="leads_contactview_by_when")]

    def __str__(self):
        return f"查看联系方式 {self.pk}"

    @property
    def reason(self):
        """Of one past the measure; "" also where it was erased with its lead. Select note first."""
        return self.note.body if hasattr(self, "note") else ""

    def is_of_last_hour(self, user, now):
        """The same rule as of_last_hour(), for a row in hand."""
        return self.by_id == user.pk and now - HOUR <= self.viewed_at <= now


class FollowUp(models.Model):
    """An internal note; the visitor never sees it."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="follow_ups", verbose_name="线索")
    by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="记录人"
    )
    contact_view = models.OneToOneField(
        ContactView,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="note",
        db_constraint=False,  # views are never deleted: their own trigger says so first
        verbose_name="查看联系方式的理由",
    )
    body = SealedTextField("内部备注")
    created_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "内部备注"
        constraints = [
            models.CheckConstraint(
                condition=~Q(body=""), name="%(app_label)s_%(class)s_says_something"
            )
        ]

    def __str__(self):
        return f"内部备注 {self.pk}"


class StageChange(models.Model):
    """From which stage to which, by whom (nobody: the visitor) and when."""

    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="stage_changes", verbose_name="线索"
    )
    by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    from_stage = models.CharField("原阶段", max_length=10, choices=Lead.Stage)
    to_stage = models.CharField("新阶段", max_length=10, choices=Lead.Stage)
    proof = models.CharField(
        "凭什么",
        max_length=5,
        choices=Proof,
        blank=True,
        default="",
        db_default="",
        help_text="访客怎样证明咨询是自己的。",
    )
    lost_reason = models.ForeignKey(
        LostReason,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="未成原因",
    )
    is_forced = models.BooleanField("跳过门槛", default=False, db_default=False)
    changed_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "阶段变化"
        constraints = [
            models.CheckConstraint(
                condition=~Q(from_stage=F("to_stage")), name="%(app_label)s_%(class)s_is_a_change"
            )
        ]

    def __str__(self):
        return f"阶段变化 {self.pk}"

    @property
    def is_undoable(self):
        """A closing by somebody who may not have been the visitor."""
        return self.to_stage in Lead.ENDED and self.proof in ON_STATUS_PAGE


class OwnerChange(models.Model):
    """Who had the lead, who has it now and who decided so."""

    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="owner_changes", verbose_name="线索"
    )
    by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="操作人"
    )
    from_owner = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="原负责人"
    )
    to_owner = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="新负责人"
    )
    changed_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "负责人变化"

    def __str__(self):
        return f"负责人变化 {self.pk}"
