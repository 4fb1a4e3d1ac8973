"""评价: what a visitor says of an enquiry that is over; a bad one is a case until a day."""

import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from core.sealed_fields import SealedTextField
from leads.models import Lead
from leads.proofs import Proof
from regions import access

STAFF = settings.AUTH_USER_MODEL
LOWEST, HIGHEST = 1, 5
BAD = 2  # and below
CHANGEABLE = datetime.timedelta(days=7)
SCORES = {1: "很差", 2: "不好", 3: "一般", 4: "好", 5: "很好"}
TOLD = ("score", "first_score", "reasons", "proof", "given_at", "changed_at", "due_at")


class RatingQuerySet(models.QuerySet):
    def open_cases(self):
        """Bad ones after which nobody has spoken with the visitor yet."""
        return self.filter(due_at__isnull=False, settled_at__isnull=True)

    def late(self, now):
        return self.open_cases().filter(due_at__lt=now)

    def mine(self, user):
        return self.open_cases().filter(owner=user)

    def in_scope(self, user):
        """Of who answers for officers; never of an enquiry that was one's own."""
        rows = access.scope(self, user, lookup="lead__site__region", roles=access.MANAGERS)
        return rows.exclude(lead__owner=user)

    def told_with(self, leads):
        """Leads with what the story tells of their rating as `rating_told`, or None."""
        names = {name: f"settled_by__{name}" for name in ("username", "first_name", "last_name")}
        columns = JSONObject(settled_at="settled_at", **{name: name for name in TOLD}, **names)
        rows = self.filter(lead=OuterRef("pk")).values(columns=columns)
        return leads.annotate(rating_told=Subquery(rows))


class Rating(models.Model):
    """One of each enquiry. Its words are for who answers for the officers, not for the officer.

    `owner` has the case, `due_at` is by when the visitor is spoken with; both stay when it is
    settled.
    """

    class Reason(models.TextChoices):
        SLOW = "slow", "等太久"
        OFF_POINT = "off_point", "没答到点上"
        UNKEPT = "unkept", "说的和做的不一样"
        MANNERS = "manners", "态度"

    lead = models.OneToOneField(Lead, models.CASCADE, related_name="rating", verbose_name="线索")
    owner = models.ForeignKey(
        STAFF,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="rating_cases",
        verbose_name="由谁联系",
    )
    score = models.SmallIntegerField("分数")
    first_score = models.SmallIntegerField("第一次评的分数")
    reasons = ArrayField(
        models.CharField(max_length=10, choices=Reason), default=list, verbose_name="哪里不好"
    )
    words = SealedTextField("访客的话", blank=True)
    proof = models.CharField("访客凭什么", max_length=5, choices=Proof, blank=True)
    given_at = models.DateTimeField("评价时间", default=timezone.now)
    changed_at = models.DateTimeField("改评时间", null=True, blank=True)
    due_at = models.DateTimeField("最迟什么时候联系", null=True, blank=True)
    settled_at = models.DateTimeField("联系好的时间", null=True, blank=True)
    settled_by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )
    outcome = SealedTextField("联系的结果", blank=True)

    objects = RatingQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "评价"
        constraints = [
            models.CheckConstraint(
                condition=Q(score__range=(1, 5), first_score__range=(1, 5)),
                name="%(app_label)s_%(class)s_one_to_five",
            ),
            models.CheckConstraint(
                condition=Q(score__gt=2) | Q(due_at__isnull=False),
                name="%(app_label)s_%(class)s_bad_opens_a_case",
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settled_by__isnull=True, outcome="")
                | (Q(settled_at__isnull=False, due_at__isnull=False) & ~Q(outcome="")),
                name="%(app_label)s_%(class)s_settled_with_outcome",
            ),
            models.CheckConstraint(
                condition=(Q(changed_at__isnull=True) | Q(changed_at__gte=F("given_at")))
                & (Q(due_at__isnull=True) | Q(due_at__gte=F("given_at"))),
                name="%(app_label)s_%(class)s_times_in_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(due_at__isnull=False, settled_at__isnull=True),
                name="ratings_rating_open_cases",
            )
        ]

    def __str__(self):
        return f"评价 {self.pk}"

    @property
    def is_case_open(self):
        return self.due_at is not None and self.settled_at is None

    def is_late(self, now):
        return self.is_case_open and self.due_at < now

    def changeable_until(self, lead):
        """A week after it was given, or after the enquiry was closed once more."""
        return max(self.given_at, lead.closed_at or self.given_at) + CHANGEABLE
