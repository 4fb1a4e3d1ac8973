"""Deadlines of an enquiry beside its first reply: the rules, the running clocks, the pauses."""

import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.sealed_fields import SealedCharField
from leads.deadlines import in_words
from leads.models.leads import Lead
from leads.models.topics import Topic
from regions.models import Site

STAFF = settings.AUTH_USER_MODEL
LONGEST_TERM = 60  # days
LONGEST_PAUSE = datetime.timedelta(days=92)


class ClockRuleQuerySet(models.QuerySet):
    def terms_for(self, site, topic) -> dict[str, int]:
        """How long by kind: the row of site and topic, else of the site, the topic, of all."""
        rows = self.filter(Q(site=site) | Q(site=None), Q(topic=topic) | Q(topic=None))
        rows = sorted(rows, key=lambda row: (row.site_id is not None, row.topic_id is not None))
        return {row.kind: row.days for row in rows}


class ClockRule(models.Model):
    """How long something may take. Enquiries copy their terms: a change never touches them.

    `days` counts working hours where somebody is to be called back.
    """

    class Kind(models.TextChoices):
        REPLY = "reply", "首次答复（工作日，不超过站点承诺）"
        ASSESSMENT = "assess", "研判（工作日）"
        FEEDBACK = "feedback", "反馈结论（工作日）"
        REPORT = "report", "进展汇报（每隔几天）"
        CALL_BACK = "call_back", "回拨（工作小时）"

    site = models.ForeignKey(
        Site,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="clock_rules",
        verbose_name="站点",
        help_text="不选就对所有站点有效，只有系统管理员可以。",
    )
    topic = models.ForeignKey(
        Topic,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="clock_rules",
        verbose_name="咨询主题",
        help_text="不选就对所有主题有效。",
    )
    kind = models.CharField("哪一种期限", max_length=10, choices=Kind)
    days = models.SmallIntegerField(
        "多久",
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_TERM)],
        help_text="1 至 60，回拨按小时，其他按天。改了以后只对新收到的咨询有效。",
    )

    objects = ClockRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理期限"
        constraints = [
            models.UniqueConstraint(
                fields=["site", "topic", "kind"],
                nulls_distinct=False,
                name="%(app_label)s_%(class)s_once",
                violation_error_message="这个站点、主题已有这一种期限，请改已有的那一行。",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1, days__lte=LONGEST_TERM),
                name="%(app_label)s_%(class)s_days",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["reply", "assess", "feedback", "report", "call_back"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
        ]

    def __str__(self):
        return f"办理期限 {self.pk}"


class ClockQuerySet(models.QuerySet):
    def running(self):
        return self.filter(due_at__isnull=False, stopped_at__isnull=True)

    def late(self, now):
        """Of enquiries that go on."""
        running = self.running().filter(due_at__lt=now, lead__is_quarantined=False)
        return running.exclude(lead__stage__in=Lead.ENDED)

    def late_of(self, leads, now):
        """Those of `leads` of which something is late, whatever was promised to the visitor."""
        late = self.running().filter(lead=OuterRef("pk"), due_at__lt=now)
        return leads.open().filter(Exists(late))

    def told_with(self, leads):
        """Leads with what is due first as `next_clock`: {"kind", "started_at", "due_at"}."""
        running = self.running().filter(lead=OuterRef("pk")).order_by("due_at", "pk")
        columns = running.values(
            columns=JSONObject(kind="kind", started_at="started_at", due_at="due_at")
        )
        return leads.annotate(next_clock=Subquery(columns[:1]))


class Clock(models.Model):
    """One deadline of one enquiry; its term was fixed when the enquiry came in.

    Of a call to make it may begin later, in the half-day that was asked for.

    The first reply has none of these: that clock is `due_at` and its kin of the lead itself.
    """

    Kind = ClockRule.Kind

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="clocks", verbose_name="线索")
    kind = models.CharField("哪一种期限", max_length=10, choices=ClockRule.Kind)
    days = models.PositiveSmallIntegerField("多久")
    started_at = models.DateTimeField("开始", null=True, blank=True)
    due_at = models.DateTimeField("期限", null=True, blank=True)
    stopped_at = models.DateTimeField("完成", null=True, blank=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "办理的钟"
        constraints = [
            models.UniqueConstraint(fields=["lead", "kind"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=Q(kind__in=["assess", "feedback", "report", "call_back"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True, due_at__isnull=True, stopped_at__isnull=True)
                | Q(started_at__isnull=False, due_at__isnull=False),
                name="%(app_label)s_%(class)s_due_once_started",
            ),
            models.CheckConstraint(
                condition=(Q(due_at__isnull=True) | Q(due_at__gte=F("started_at")))
                & (Q(stopped_at__isnull=True) | Q(stopped_at__gte=F("started_at"))),
                name="%(app_label)s_%(class)s_times_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False, stopped_at__isnull=True),
                name="leads_clock_running",
            )
        ]

    def __str__(self):
        return f"办理的钟 {self.pk}"

    def call_words(self, now) -> str:
        """When a call will come: 12 月 1 日（周二）9:00 至 12:00; from now on, only until when."""
        if self.started_at <= now:
            return f"最迟 {in_words(self.due_at)} 前"
        return f"{in_words(self.started_at)} 至 {timezone.localtime(self.due_at):%H:%M}"

    @property
    def label(self):
        """研判, without what the rule says of its days."""
        return clock_label(self.kind)


def clock_label(kind) -> str:
    return ClockRule.Kind(kind).label.partition("（")[0]


class PauseQuerySet(models.QuerySet):
    def current(self, now):
        """Those that last; they end by themselves."""
        return self.filter(ended_at__isnull=True, resumes_at__gt=now)


class Pause(models.Model):
    """An enquiry rests, for a reason and until a day; what was promised to the visitor does not."""

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="pauses", verbose_name="线索")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name="暂停人")
    reason = SealedCharField("为什么", max_length=200)
    started_at = models.DateTimeField("开始", default=timezone.now)
    resumes_at = models.DateTimeField("到什么时候")
    ended_at = models.DateTimeField("提前恢复", null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "暂停"
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="%(app_label)s_%(class)s_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(
                    resumes_at__gt=F("started_at"), resumes_at__lte=F("started_at") + LONGEST_PAUSE
                ),
                name="%(app_label)s_%(class)s_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("started_at")),
                name="%(app_label)s_%(class)s_times_in_order",
            ),
        ]

    def __str__(self):
        return f"暂停 {self.pk}"
