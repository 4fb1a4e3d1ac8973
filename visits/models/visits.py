"""踏勘: a visit to places with an investor: planned, agreed on, made, and what came of each."""

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.sealed_fields import SealedCharField, SealedTextField
from leads.models import Lead
from leads.proofs import Proof
from parks.models import Listing

STAFF = settings.AUTH_USER_MODEL
MOST_SLOTS = 5
MOST_STOPS = 8
LONGEST_DRIVE, LONGEST_STAY = 600, 480  # minutes


class VisitQuerySet(models.QuerySet):
    def open(self):
        """Neither made nor called off."""
        return self.filter(state__in=Visit.OPEN)

    def dated(self):
        """Agreed on now, or once: calendars may have them."""
        return self.exclude(starts_at__isnull=True, dropped_at__isnull=True)

    def told_with(self, leads):
        """Leads with all that happened to their visits as `visit_events`, the visit as it stands
        with each: no further query. The words are sealed (VisitEvent.opened)."""
        people = {name: f"by__{name}" for name in ("username", "first_name", "last_name")}
        told = JSONObject(
            **{name: name for name in ("kind", "words", "proof", "happened_at", "visit_id")},
            **{name: f"visit__{name}" for name in ("state", "starts_at")},
            **people,
        )
        events = VisitEvent.objects.filter(visit__lead=OuterRef("pk")).order_by("happened_at", "pk")
        return leads.annotate(visit_events=ArraySubquery(events.values(told=told)))


class Visit(models.Model):
    """One visit: several times are offered and the investor chooses, or its time is agreed on.

    `version` rises with every change: forms say which they showed, calendars which is newer.
    """

    class State(models.TextChoices):
        ASKED = "asked", "等对方选时间"
        DECLINED = "declined", "时间都不行"
        AGREED = "agreed", "已约好"
        DONE = "done", "已看过"
        CANCELLED = "cancelled", "已取消"

    OPEN = (State.ASKED, State.DECLINED, State.AGREED)

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="visits", verbose_name="线索")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name="安排人")
    state = models.CharField("状态", max_length=10, choices=State)
    starts_at = models.DateTimeField("集合时间", null=True, blank=True)
    dropped_at = models.DateTimeField(
        "作废的集合时间", null=True, blank=True, help_text="约好过，又请对方重选的。"
    )
    meeting_point = models.CharField("集合地点", max_length=80)
    guide = models.CharField("带队", max_length=40)
    guests = models.PositiveSmallIntegerField("来几人", null=True, blank=True)
    version = models.PositiveSmallIntegerField("第几版", default=0)
    created_at = models.DateTimeField("安排时间", default=timezone.now)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "踏勘"
        constraints = [
            models.UniqueConstraint(
                fields=["lead"],
                condition=Q(state__in=["asked", "declined", "agreed"]),
                name="%(app_label)s_%(class)s_one_open",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "declined"], starts_at__isnull=True)
                | Q(state__in=["agreed", "done"], starts_at__isnull=False)
                | Q(state="cancelled"),
                name="%(app_label)s_%(class)s_time_with_state",
            ),
            models.CheckConstraint(
                condition=~Q(meeting_point="") & ~Q(guide=""),
                name="%(app_label)s_%(class)s_says_where_and_who",
            ),
            models.CheckConstraint(
                condition=Q(guests__isnull=True) | Q(guests__range=(1, 200)),
                name="%(app_label)s_%(class)s_number_of_guests",
            ),
        ]

    def __str__(self):
        return f"踏勘 {self.pk}"

    @property
    def is_open(self):
        return self.state in self.OPEN

    @property
    def calendar_start(self):
        """What stands in calendars: agreed on, or agreed on once."""
        return self.starts_at or self.dropped_at


class VisitSlot(models.Model):
    """A time that the investor may choose."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="slots", verbose_name="踏勘")
    starts_at = models.DateTimeField("集合时间")

    class Meta:
        verbose_name = verbose_name_plural = "踏勘的备选时间"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "starts_at"], name="%(app_label)s_%(class)s_offered_once"
            )
        ]

    def __str__(self):
        return f"踏勘 {self.visit_id} 的时间 {self.pk}"


class VisitStop(models.Model):
    """One place of a visit, in their order from 1; `label` is its title and code at the time.

    `drive_minutes` from the stop before; None where visits.itineraries is to estimate it.
    """

    class Result(models.TextChoices):
        GOOD = "good", "满意"
        BACKUP = "backup", "备选"
        UNSUITABLE = "unsuitable", "不合适"

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="stops", verbose_name="踏勘")
    listing = models.ForeignKey(
        Listing, models.SET_NULL, null=True, related_name="visit_stops", verbose_name="载体"
    )
    label = models.CharField("当时的名称", max_length=160)
    position = models.PositiveSmallIntegerField("顺序")
    drive_minutes = models.PositiveSmallIntegerField("路上几分钟", null=True, blank=True)
    stay_minutes = models.PositiveSmallIntegerField("看几分钟", default=40)
    questions = SealedCharField("要问清", max_length=200, blank=True)
    result = models.CharField("结果", max_length=10, choices=Result, blank=True)
    result_note = SealedCharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "踏勘的地点"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "position"], name="%(app_label)s_%(class)s_position_once"
            ),
            models.UniqueConstraint(
                fields=["visit", "listing"], name="%(app_label)s_%(class)s_listing_once"
            ),
            models.CheckConstraint(
                condition=Q(result__in=["", "good", "backup", "unsuitable"]),
                name="%(app_label)s_%(class)s_known_result",
            ),
            models.CheckConstraint(
                condition=Q(drive_minutes__isnull=True) | Q(drive_minutes__lte=600),
                name="%(app_label)s_%(class)s_drive_of_a_day",
            ),
            models.CheckConstraint(
                condition=Q(stay_minutes__range=(5, 480)),
                name="%(app_label)s_%(class)s_stay_of_a_day",
            ),
        ]

    def __str__(self):
        return f"踏勘 {self.visit_id} 的第 {self.position} 处"


class VisitEvent(models.Model):
    """Something that happened to a visit: told on the enquiry's page, never changed."""

    class Kind(models.TextChoices):
        OFFERED = "offered", "请对方选踏勘时间"
        AGREED = "agreed", "约好踏勘"
        CHOSEN = "chosen", "选定踏勘时间"
        DECLINED = "declined", "踏勘时间都不行"
        CHANGED = "changed", "改了踏勘日程"
        CANCELLED = "cancelled", "取消踏勘"
        RESULTS = "results", "踏勘结果"

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="events", verbose_name="踏勘")
    by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁"
    )
    kind = models.CharField("什么事", max_length=10, choices=Kind)
    words = SealedTextField("内容", blank=True)
    proof = models.CharField("访客凭什么", max_length=10, choices=Proof, blank=True)
    happened_at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "踏勘的经过"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        *("offered", "agreed", "chosen", "declined", "changed", "cancelled"),
                        "results",
                    ]
                ),
                name="%(app_label)s_%(class)s_known_kind",
            ),
        ]
        indexes = [models.Index(fields=["visit", "happened_at"], name="visits_visitevent_story")]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @classmethod
    def opened(cls, words: str) -> str:
        """Of what `told_with` tells. Raises Unreadable."""
        return cls._meta.get_field("words").open(words)
