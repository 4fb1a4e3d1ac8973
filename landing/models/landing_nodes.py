"""落地事项: what a signed project has to get done, by whom and by when."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.sealed_fields import SealedCharField
from leads.models import Lead
from leads.models.next_steps import day_words


class LandingNodeQuerySet(models.QuerySet):
    def open(self):
        """Neither done nor not needed, of projects that go on."""
        rows = self.filter(state__in=LandingNode.OPEN, lead__is_quarantined=False)
        return rows.exclude(lead__stage__in=Lead.ENDED)

    def mine(self, user):
        return self.open().filter(owner=user)

    def late(self, now):
        return self.open().filter(due_at__lt=now)

    def due_by(self, moment):
        """Those that are late included."""
        return self.open().filter(due_at__lte=moment)

    def told_with(self, leads):
        """Leads with all of their board as `nodes_told`, by what is due: no further query."""
        told = JSONObject(name="name", state="state", due_at="due_at")
        nodes = self.filter(lead=OuterRef("pk")).order_by("due_at", "pk")
        return leads.annotate(nodes_told=ArraySubquery(nodes.values(told=told)))


class LandingNode(models.Model):
    """One node of one project's board. It ends done on a day, or not needed for a reason."""

    class State(models.TextChoices):
        WAITING = "waiting", "未开始"
        DOING = "doing", "办理中"
        DONE = "done", "已办结"
        SKIPPED = "skipped", "不适用"

    OPEN = (State.WAITING, State.DOING)

    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="landing_nodes", verbose_name="线索"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="landing_nodes",
        verbose_name="负责人",
    )
    name = models.CharField("事项", max_length=40)
    position = models.PositiveSmallIntegerField("顺序", default=0)
    due_at = models.DateTimeField("最迟")
    state = models.CharField("状态", max_length=10, choices=State, default=State.WAITING)
    reason = SealedCharField("为什么不适用", max_length=200, blank=True)
    done_on = models.DateField("办结日期", null=True, blank=True)
    note = SealedCharField("备注", max_length=400, blank=True)
    changed_at = models.DateTimeField("最近更新", default=timezone.now)

    objects = LandingNodeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "落地事项"
        constraints = [
            models.UniqueConstraint(fields=["lead", "name"], name="%(app_label)s_%(class)s_once"),
            models.CheckConstraint(
                condition=~Q(name=""), name="%(app_label)s_%(class)s_says_something"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "doing", "done", "skipped"]),
                name="%(app_label)s_%(class)s_known_state",
            ),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False)
                | (~Q(state="done") & Q(done_on__isnull=True)),
                name="%(app_label)s_%(class)s_done_on_a_day",
            ),
            models.CheckConstraint(
                condition=(Q(state="skipped") & ~Q(reason=""))
                | (~Q(state="skipped") & Q(reason="")),
                name="%(app_label)s_%(class)s_skipped_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(state__in=["waiting", "doing"]),
                name="landing_landingnode_open",
            )
        ]

    def __str__(self):
        return f"落地事项 {self.pk}"

    @property
    def is_open(self):
        return self.state in self.OPEN

    def is_late(self, now):
        return self.is_open and not self.lead.is_ended and self.due_at < now

    @property
    def due_on(self):
        return timezone.localdate(self.due_at)

    @property
    def due_words(self):
        return day_words(self.due_on)
