"""承诺台账: what was promised to an investor, in the exact words, by when, and what came of it."""

import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from core.sealed_fields import SealedCharField
from leads.models.leads import Lead
from leads.models.next_steps import day_words
from policies.models import Policy
from regions import access

STAFF = settings.AUTH_USER_MODEL
DAY = datetime.timedelta(days=1)
SUNDAY = 6


class PromiseQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at__isnull=True)

    def late(self, today):
        """Their last day is over, and nobody has said what came of them."""
        return self.open().filter(due_on__lt=today)

    def due(self, day):
        """Of that day and before."""
        return self.open().filter(due_on__lte=day)

    def due_today(self, today):
        return self.open().filter(due_on=today)

    def this_week(self, today):
        """From today to Sunday."""
        return self.open().filter(due_on__range=(today, today + (SUNDAY - today.weekday()) * DAY))

    def soon(self, today):
        """Their last day ends within 48 hours."""
        return self.open().filter(due_on__range=(today, today + DAY))

    def mine(self, user):
        return self.open().filter(owner=user)

    def kept(self):
        return self.filter(is_kept=True)

    def given_up(self):
        return self.filter(is_kept=False)

    def in_scope(self, user, roles=access.OFFICERS):
        """Made to those who ask the regions where the user is an officer or a manager."""
        return access.scope(self, user, lookup="lead__site__region", roles=roles)

    def answered_for_by(self, user):
        """Of who answers for others everybody's, of an officer the own."""
        seen = self.in_scope(user)
        return seen if access.has_role(user, access.MANAGERS) else seen.filter(owner=user)


class Promise(models.Model):
    """One promise. Its words are never changed: another day is another promise.

    `policy_label` and `policy_version` say what it was founded on as that stood then: the document
    may be changed, withdrawn or gone later.
    """

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="promises", verbose_name="线索")
    policy = models.ForeignKey(
        Policy,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="promises",
        verbose_name="依据的政策",
    )
    owner = models.ForeignKey(STAFF, models.PROTECT, related_name="promises", verbose_name="负责人")
    by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name="登记人")
    words = SealedCharField("原话", max_length=200)
    policy_label = models.CharField("当时的依据", max_length=200, blank=True)
    policy_version = models.PositiveBigIntegerField("依据的版本", null=True, blank=True)
    waits_for = models.CharField("等谁", max_length=40, blank=True)
    due_on = models.DateField("最迟哪天")
    created_at = models.DateTimeField("登记时间", default=timezone.now)
    is_kept = models.BooleanField("兑现了", null=True, blank=True)
    outcome = SealedCharField("凭据或原因", max_length=200, blank=True)
    closed_by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="办结人"
    )
    closed_at = models.DateTimeField("办结时间", null=True, blank=True)

    objects = PromiseQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "承诺"
        constraints = [
            models.CheckConstraint(
                condition=~Q(words=""), name="%(app_label)s_%(class)s_says_something"
            ),
            models.CheckConstraint(
                condition=Q(
                    closed_at__isnull=True, closed_by__isnull=True, is_kept__isnull=True, outcome=""
                )
                | (
                    Q(closed_at__isnull=False, closed_by__isnull=False, is_kept__isnull=False)
                    & ~Q(outcome="")
                ),
                name="%(app_label)s_%(class)s_closed_with_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(closed_at__isnull=True), name="leads_promise_due"
            )
        ]

    def __str__(self):
        return f"承诺 {self.pk}"

    @property
    def due_words(self):
        return day_words(self.due_on)

    @property
    def outcome_word(self):
        """ "" while it is open."""
        return {None: "", True: "已兑现", False: "已取消"}[self.is_kept]

    def is_late(self, today):
        return self.closed_at is None and self.due_on < today
