"""What is to happen next with an enquiry, and by when: at most one step at a time is open."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.sealed_fields import SealedCharField
from core.sealing import UNREADABLE_NOW, Unreadable
from leads.models.leads import Lead

STAFF = settings.AUTH_USER_MODEL
TELL = "把答复告诉对方"  # how the call begins that an answer makes necessary


def step_words(kind, what) -> str:
    """打电话：问清用电负荷."""
    label = NextStep.Kind(kind).label
    return f"{label}：{what}" if what else label


def day_words(day) -> str:
    return f"{day.month}\u00a0月\u00a0{day.day}\u00a0日"


class NextStepQuerySet(models.QuerySet):
    def open(self):
        return self.filter(done_at__isnull=True)

    def call_that_begins(self, words):
        """The open call that says so, or None."""
        step = self.open().filter(kind=NextStep.Kind.CALL).first()
        return step if step is not None and step.what.startswith(words) else None

    def due(self, today):
        """Of today and before."""
        return self.open().filter(due_on__lte=today)

    def due_of(self, leads, day):
        """Those of `leads` that go on and have a step of that day or before it."""
        due = self.due(day).filter(lead=OuterRef("pk"))
        return leads.open().filter(Exists(due))

    def missing_of(self, leads):
        """Those of `leads` that somebody works on and nothing is planned for."""
        planned = self.open().filter(lead=OuterRef("pk"))
        return leads.open().exclude(stage=Lead.Stage.NEW).filter(~Exists(planned))

    def told_with(self, leads):
        """Leads with what is planned as `planned`: {"kind", "what", "due_on"}, or None; `what` is
        sealed (planned_words)."""
        columns = JSONObject(kind="kind", what="what", due_on="due_on")
        planned = self.open().filter(lead=OuterRef("pk")).values(columns=columns)
        return leads.annotate(planned=Subquery(planned[:1]))


def planned_words(planned) -> str:
    """Of an open step as `told_with` tells it."""
    try:
        what = NextStep._meta.get_field("what").open(planned["what"])
    except Unreadable:
        what = UNREADABLE_NOW
    return step_words(planned["kind"], what)


class NextStep(models.Model):
    """One step: what, by when, who is waited for; closed with what came of it."""

    class Kind(models.TextChoices):
        CALL = "call", "打电话"
        VISIT = "visit", "踏勘、见面"
        PAPERS = "papers", "送材料、报方案"
        ASK = "ask", "找部门核实"
        WAIT = "wait", "等对方"
        OTHER = "other", "其他"

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="next_steps", verbose_name="线索")
    kind = models.CharField("做什么", max_length=10, choices=Kind)
    what = SealedCharField("说明", max_length=120, blank=True)
    due_on = models.DateField("哪天")
    by = models.ForeignKey(
        STAFF,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="安排人",
        help_text="空着的是访客要求的回拨。",
    )
    created_at = models.DateTimeField("安排时间", default=timezone.now)
    done_at = models.DateTimeField("完成时间", null=True, blank=True)
    done_by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="完成人"
    )
    outcome = SealedCharField("结果", max_length=200, blank=True)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "下一步"
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(done_at__isnull=True),
                name="%(app_label)s_%(class)s_one_open",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True, outcome="")
                | (Q(done_at__isnull=False) & ~Q(outcome="")),
                name="%(app_label)s_%(class)s_done_with_outcome",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["call", "visit", "papers", "ask", "wait", "other"]),
                name="%(app_label)s_%(class)s_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(kind="other") | ~Q(what=""),
                name="%(app_label)s_%(class)s_other_is_said",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"],
                condition=Q(done_at__isnull=True),
                name="leads_nextstep_due",
            )
        ]

    def __str__(self):
        return f"下一步 {self.pk}"

    @property
    def words(self):
        return step_words(self.kind, self.what)

    def finish(self, *, outcome, now, by=None):
        self.done_at, self.done_by, self.outcome = now, by, outcome
        self.save(update_fields=["done_at", "done_by", "outcome"])

    @property
    def due_words(self):
        return day_words(self.due_on)
