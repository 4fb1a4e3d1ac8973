"""The enquiry as the office works on it."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from core.sealed_fields import SealedCharField
from leads import references
from leads.models.arrivals import Arrival
from leads.models.askers import Asker, AskerQuerySet
from leads.models.judged import KEPT_IN_QUARANTINE, UNSAID, Judged, JudgedQuerySet
from leads.models.parties import Party
from leads.models.spoken import Spoken
from leads.models.stages import LostReason
from leads.models.topics import Topic
from leads.models.turns import DUE_FIRST, OWED_AT
from parks.models import Listing, Park
from policies.models import Policy
from regions import access
from regions.models import Site
from search.bigrams import Bigrams

KEPT_AFTER_CLOSING = datetime.timedelta(days=365)
KEPT_AT_MOST = datetime.timedelta(days=3 * 365)
# Fifteen working days and the longest holidays are half of it: later was never promised.
FURTHEST_PROMISE = datetime.timedelta(days=60)
ERASURE_NOTICE = datetime.timedelta(days=7)  # announced on the desk so long before


def is_past(field, now) -> Q:
    """A promise that is over, or dated by a clock that was ahead: that one is due now."""
    return Q(**{f"{field}__lt": now}) | Q(**{f"{field}__gt": now + FURTHEST_PROMISE})


class LeadQuerySet(JudgedQuerySet, AskerQuerySet):
    def locked(self, **options):
        """Held until the transaction ends: the leads alone, not the site they all share."""
        return self.select_for_update(of=("self",), no_key=True, **options)

    def unerased(self):
        return self.filter(erased_at__isnull=True)

    def of_party(self, party):
        """What came in from one file: from the party and from all that were merged into it."""
        of, root = f"{party.kind}_party", f"{party.kind}_party__root"
        return self.filter(Q(**{of: party}) | Q(**{root: party}))

    def in_scope(self, user, roles=access.OFFICERS):
        """Leads of the regions where the user is an officer or a manager."""
        return access.scope(self, user, lookup="site__region", roles=roles)

    def accepted(self):
        """Everything but the quarantine."""
        return self.filter(is_quarantined=False)

    def open(self):
        return self.accepted().exclude(stage__in=Lead.ENDED)

    def ownerless(self):
        """Open, and nobody follows them up."""
        return self.open().filter(owner=None)

    def pooled(self):
        """公海: given back, and open to whoever claims it first."""
        return self.ownerless().filter(pooled_at__isnull=False)

    def nobodys_since(self, moment):
        """Nobody's since then or earlier: nobody took it, or it was given back."""
        return self.ownerless().filter(
            Q(pooled_at=None, received_at__lte=moment) | Q(pooled_at__lte=moment)
        )

    def new(self):
        """Nobody has done anything yet."""
        return self.accepted().filter(stage=Lead.Stage.NEW)

    def mine(self, user):
        """Open leads that this person owns."""
        return self.open().filter(owner=user)

    def overdue(self, now):
        """The promised time has passed without an answer."""
        return self.open().filter(
            Q(first_reply_at__isnull=True) & is_past("due_at", now)
            | is_past("follow_up_due_at", now)
        )

    def owed_by(self, moment):
        """Whose next answer is owed before that moment."""
        return self.open().annotate(owes_at=OWED_AT).filter(owes_at__lt=moment)

    def expired(self, now):
        """Leads whose personal data may be kept no longer (docs/privacy.md)."""
        return self.unerased().filter(
            Q(closed_at__lt=now - KEPT_AFTER_CLOSING)
            | Q(is_quarantined=True, received_at__lt=now - KEPT_IN_QUARANTINE)
            | Q(received_at__lt=now - KEPT_AT_MOST)
        )

    def announced(self):
        """The desk says from when on their personal data will be erased."""
        return self.unerased().filter(erase_due_at__isnull=False)

    def due_for_erasure(self, now):
        """Past their term, announced a week ago or longer, and put off by nobody."""
        return self.expired(now).filter(erase_due_at__lte=now)


class Lead(Judged, Arrival, Asker, Spoken):
    """One enquiry: who asks, about what, who answers, by when.

    It comes from the visitor's form, or an officer writes down what was told (leads.actions.enter).
    """

    class Channel(models.TextChoices):
        WEB = "web", "网站表单"
        CALL_BACK = "call_back", "留电话回拨"
        PHONE = "phone", "电话"
        WALK_IN = "walk_in", "来访"
        FAIR = "fair", "展会、推介会"
        LETTER = "letter", "来信来函"
        HANDED_DOWN = "handed", "上级转办"
        INTRODUCED = "intro", "引荐人介绍"

    class Stage(models.TextChoices):
        NEW = "new", "新线索"
        CONTACTED = "contacted", "已联系"
        ANSWERED = "answered", "已答复"
        ASSESSING = "assessing", "研判"
        IN_TALKS = "in_talks", "洽谈"
        VISITING = "visiting", "考察"
        SIGNED = "signed", "签约"
        BUILDING = "building", "开工"
        PRODUCING = "producing", "投产"
        PERFORMING = "performing", "达效"
        CLOSED = "closed", "已办结"
        LOST = "lost", "未成"

    ENDED = (Stage.CLOSED, Stage.LOST)
    CONSULTING = tuple(Stage)[:3]  # the first of eight stages: 咨询
    ROAD = tuple(Stage)[3:-2]  # the other seven, in their order

    class Status(models.TextChoices):
        ACTIVE = "active", "进行中"
        CLOSED = "closed", "办结"
        LOST = "lost", "未成"
        INVALID = "invalid", "无效"

    site = models.ForeignKey(Site, models.PROTECT, related_name="leads", verbose_name="站点")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="leads", verbose_name="主题")
    listing = models.ForeignKey(
        Listing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name="咨询的载体（第一处）",
    )
    park = models.ForeignKey(
        Park,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name="咨询的园区",
    )
    policy = models.ForeignKey(
        Policy,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="leads",
        verbose_name="咨询的政策",
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_leads",
        verbose_name="负责人",
    )
    person_party = models.ForeignKey(
        Party,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="person_leads",
        verbose_name="个人档案",
    )
    company_party = models.ForeignKey(
        Party,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="company_leads",
        verbose_name="单位档案",
    )
    lost_reason = models.ForeignKey(
        LostReason, models.PROTECT, null=True, blank=True, related_name="leads", verbose_name="原因"
    )
    channel = models.CharField(
        "来源", max_length=10, choices=Channel, default=Channel.WEB, db_default=Channel.WEB
    )
    channel_note = SealedCharField(
        "来源说明",
        max_length=80,
        blank=True,
        help_text="哪场展会、哪个部门转办、谁介绍。",
        **UNSAID,
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登记人",
    )
    reference = models.CharField(
        "查询编号", max_length=14, unique=True, default=references.new_reference
    )
    subject_label = models.CharField("咨询对象", max_length=160, blank=True)
    subject_query = models.TextField(
        "咨询对象的参数", blank=True, help_text="表单所指，如 listing=3&listing=8。"
    )
    credit_code = models.CharField("统一社会信用代码", max_length=18, blank=True, **UNSAID)
    has_code = models.BooleanField(
        "回执上有口令",
        default=True,
        db_default=False,  # of what a release without codes takes in while it is replaced
        help_text="没有口令的旧回执凭手机号后 4 位查询，所以后台不显示后 4 位。",
    )
    agreement_number = models.CharField("协议编号", max_length=60, blank=True, **UNSAID)
    stage = models.CharField("阶段", max_length=10, choices=Stage, default=Stage.NEW)
    ended_in = models.CharField("结束前的阶段", max_length=10, choices=Stage, blank=True, **UNSAID)
    is_quarantined = models.BooleanField("在隔离区", default=False)
    quarantine_reasons = ArrayField(
        models.CharField(max_length=20), default=list, blank=True, verbose_name="隔离原因"
    )
    quarantine_told_at = models.DateTimeField("隔离提醒时间", null=True, blank=True)
    quarantine_checked_at = models.DateTimeField("判为垃圾信息的时间", null=True, blank=True)
    received_at = models.DateTimeField("收到时间", default=timezone.now)
    due_at = models.DateTimeField("承诺答复时间")
    first_reply_at = models.DateTimeField("首次答复时间", null=True, blank=True)
    follow_up_due_at = models.DateTimeField("追问答复期限", null=True, blank=True)
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)
    pooled_at = models.DateTimeField("退回公海的时间", null=True, blank=True)
    nobody_told_at = models.DateTimeField("没人负责的提醒时间", null=True, blank=True)
    idle_told_at = models.DateTimeField("将退回公海的提醒时间", null=True, blank=True)
    erase_due_at = models.DateTimeField("个人信息将被删除", null=True, blank=True)
    times_put_off = models.PositiveSmallIntegerField("暂缓删除的次数", default=0, db_default=0)
    erased_at = models.DateTimeField("个人信息删除时间", null=True, blank=True)

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "线索"
        constraints = [
            *Judged.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(phone="", email="") | Q(erased_at__isnull=False),
                name="%(app_label)s_%(class)s_can_be_answered",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True)
                | Q(contact_name="", company="", phone="", email="", name_sound="", channel_note="")
                & Q(agreement_number=""),
                name="%(app_label)s_%(class)s_erased_holds_no_contact",
            ),
            models.CheckConstraint(
                condition=Q(reference__regex=references.PATTERN),
                name="%(app_label)s_%(class)s_reference_shape",
            ),
            models.CheckConstraint(
                condition=Q(
                    stage__in=[
                        *("new", "contacted", "answered", "assessing", "in_talks", "visiting"),
                        *("signed", "building", "producing", "performing", "closed", "lost"),
                    ]
                ),
                name="%(app_label)s_%(class)s_known_stage",
            ),
            models.CheckConstraint(
                condition=Q(ended_in="")
                | (Q(stage__in=["closed", "lost"]) & ~Q(ended_in__in=["closed", "lost"])),
                name="%(app_label)s_%(class)s_ended_in_with_stage",
            ),
            models.CheckConstraint(
                condition=Q(stage="closed", closed_at__isnull=False)
                | Q(stage="lost", closed_at__isnull=False, lost_reason__isnull=False)
                | (~Q(stage__in=["closed", "lost"]) & Q(closed_at__isnull=True)),
                name="%(app_label)s_%(class)s_closed_at_with_stage",
            ),
            models.CheckConstraint(
                condition=Q(due_at__gte=F("received_at"))
                & (Q(first_reply_at__isnull=True) | Q(first_reply_at__gte=F("received_at"))),
                name="%(app_label)s_%(class)s_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(is_quarantined=False) | ~Q(quarantine_reasons=[]),
                name="%(app_label)s_%(class)s_quarantined_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["web", "call_back"], entered_by__isnull=True)
                | Q(
                    channel__in=["phone", "walk_in", "fair", "letter", "handed", "intro"],
                    entered_by__isnull=False,
                ),
                name="%(app_label)s_%(class)s_entered_by_somebody",
            ),
        ]
        indexes = [
            *Judged.Meta.indexes,
            *Arrival.Meta.indexes,
            *Asker.Meta.indexes,
            models.Index(
                fields=["site", "-received_at"],
                condition=Q(is_quarantined=False),
                name="leads_lead_inbox",
            ),
            # The inbox of who sees all sites, and its trays of what nobody waits for.
            models.Index(
                *DUE_FIRST, condition=Q(is_quarantined=False), name="leads_lead_due_first"
            ),
            models.Index(fields=["-received_at", "-id"], name="leads_lead_newest"),
            GinIndex(Bigrams("reference"), name="leads_lead_reference_parts"),
            models.Index(
                fields=["due_at"],
                condition=Q(first_reply_at__isnull=True, is_quarantined=False),
                name="leads_lead_unanswered",
            ),
            models.Index(
                fields=["site"],
                condition=Q(is_quarantined=True, quarantine_told_at__isnull=True),
                name="leads_lead_untold",
            ),
            # What the start page counts and lists: few beside what has ended.
            models.Index(
                fields=["owner", "site"],
                condition=Q(is_quarantined=False) & ~Q(stage__in=["closed", "lost"]),
                name="leads_lead_open",
            ),
            # All that counting them asks for: the rows lie far apart, and are not read.
            models.Index(
                fields=["site", "stage"],
                include=["id", "owner", "due_at", "first_reply_at", "follow_up_due_at"],
                condition=Q(is_quarantined=False) & ~Q(stage__in=["closed", "lost"]),
                name="leads_lead_open_facts",
            ),
            models.Index(
                fields=["site", "due_at"],
                condition=Q(is_quarantined=True, quarantine_checked_at__isnull=True),
                name="leads_lead_unchecked",
            ),
            models.Index(
                fields=["erase_due_at"],
                condition=Q(erase_due_at__isnull=False, erased_at__isnull=True),
                name="leads_lead_announced",
            ),
        ]

    def __str__(self):
        return f"线索 {self.reference}"

    @property
    def is_ended(self):
        return self.stage in self.ENDED

    @property
    def reached(self):
        """The stage it is in, or was in when it ended: status stands apart from it."""
        return self.ended_in or (Lead.Stage.NEW if self.is_ended else self.stage)

    @property
    def status(self):
        """Select lost_reason first."""
        if self.stage == Lead.Stage.LOST:
            return Lead.Status.INVALID if self.lost_reason.is_invalid else Lead.Status.LOST
        return Lead.Status.CLOSED if self.is_ended else Lead.Status.ACTIVE

    @classmethod
    def position_of(cls, stage) -> int | None:
        """Its place in the eight, from 0; None of what is an end."""
        if stage in cls.CONSULTING:
            return 0
        return cls.ROAD.index(stage) + 1 if stage in cls.ROAD else None

    @property
    def keep_at_most_until(self):
        """Nobody may put the erasure off beyond this moment."""
        return self.received_at + KEPT_AT_MOST

    def in_order(self, now):
        """`now`, or the moment of receipt where the clock was put back meanwhile."""
        return max(now, self.received_at)

    @property
    def open_step(self):
        """What is planned; free where next_steps were fetched."""
        return next((step for step in self.next_steps.all() if step.done_at is None), None)

    @property
    def owed_at(self):
        """When the next answer is owed; None when nothing is."""
        if self.is_ended:
            return None
        return self.due_at if self.first_reply_at is None else self.follow_up_due_at

    def is_overdue(self, now):
        """Also of what waits in quarantine to be looked at; not of what is spam."""
        is_owed = self.owed_at is not None and self.quarantine_checked_at is None
        return is_owed and (self.owed_at < now or self.is_promise_void(now))

    def is_promise_void(self, now):
        """Dated by a clock that was ahead: nobody may wait for it."""
        return self.owed_at is not None and self.owed_at > now + FURTHEST_PROMISE
