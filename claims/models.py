"""首谈 (ADR 85): since when which site has been in touch with a company, and who was first."""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from claims.company_marks import CODE
from leads.models import Lead
from leads.models.parties import PartyIdentifier
from regions.models import Site

PROTECTED_FOR = datetime.timedelta(days=90)  # from the last contact
STAFF = settings.AUTH_USER_MODEL
SCHEMES = (PartyIdentifier.Scheme.CREDIT_CODE, PartyIdentifier.Scheme.COMPANY_NAME)


class TalkQuerySet(models.QuerySet):
    def known_by(self, marks):
        """Of the same company, of whatever site, with all marks in hand; the earliest first.

        Two queries. Of the same name but of another code is another company.
        """
        digests = [digest for mark in marks for digest in mark.digests]
        found = self.filter(marks__digest__in=digests).distinct()
        found = found.select_related("site__region", "lead__site__region")
        own = {mark.scheme: {*mark.digests} for mark in marks}
        rows = found.prefetch_related("marks").order_by("began_at", "pk")
        return [talk for talk in rows if talk.is_of(own)]


class Talk(models.Model):
    """A site that has answered a company; `lead` is its latest enquiry that is still kept."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="talks", verbose_name="站点")
    lead = models.ForeignKey(
        Lead, models.CASCADE, related_name="talks", verbose_name="最近的一条线索"
    )
    began_at = models.DateTimeField("开始接洽的时间")
    touched_at = models.DateTimeField("最近一次联系的时间")

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "接洽登记"
        constraints = [
            models.CheckConstraint(
                condition=Q(touched_at__gte=F("began_at")),
                name="%(app_label)s_%(class)s_times_in_order",
            ),
        ]

    def __str__(self):
        return f"接洽登记 {self.pk}"

    def is_of(self, own):
        """`own`: scheme → digests of a company that shares a mark with this one."""
        codes = {mark.digest for mark in self.marks.all() if mark.scheme == CODE}
        return not (codes and CODE in own) or bool(codes & own[CODE])

    @property
    def is_first(self):
        """As the marks in hand say; it protects only for a time."""
        return any(mark.is_first for mark in self.marks.all())

    @property
    def protected_until(self):
        return self.touched_at + PROTECTED_FOR

    def protects(self, now):
        return self.is_first and self.protected_until > now


class CompanyMark(models.Model):
    """A keyed digest of what identifies the company; one talk at most is first by it."""

    talk = models.ForeignKey(Talk, models.CASCADE, related_name="marks", verbose_name="接洽登记")
    scheme = models.CharField("种类", max_length=10, choices=[(s.value, s.label) for s in SCHEMES])
    digest = models.CharField("摘要", max_length=64, help_text="带密钥，看不出是哪家单位。")
    is_first = models.BooleanField("首谈", default=False)

    class Meta:
        verbose_name = verbose_name_plural = "单位的摘要"
        constraints = [
            models.UniqueConstraint(
                fields=["talk", "scheme", "digest"], name="%(app_label)s_%(class)s_once_a_talk"
            ),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(is_first=True),
                name="%(app_label)s_%(class)s_one_is_first",
            ),
            models.CheckConstraint(
                condition=Q(scheme__in=[s.value for s in SCHEMES]),
                name="%(app_label)s_%(class)s_known_scheme",
            ),
        ]
        indexes = [models.Index(fields=["digest"], name="claims_companymark_digest")]

    def __str__(self):
        return f"单位的摘要 {self.pk}"


class ClaimTransferQuerySet(models.QuerySet):
    def open(self):
        return self.filter(state=ClaimTransfer.State.ASKED)

    def of(self, talk):
        """On either side, the latest first."""
        sides = ("giver__site", "taker__site", "asked_by", "answered_by")
        return self.filter(Q(giver=talk) | Q(taker=talk)).select_related(*sides).order_by("-pk")


class ClaimTransfer(models.Model):
    """One region asks the one that was first to pass the company on; both have to agree."""

    class State(models.TextChoices):
        ASKED = "asked", "等对方答复"
        AGREED = "agreed", "对方同意"
        DECLINED = "declined", "对方不同意"
        WITHDRAWN = "withdrawn", "撤回"

    class Credit(models.TextChoices):
        GIVER = "giver", "算原首谈地区"
        HALF = "half", "两个地区各半"
        TAKER = "taker", "算接手的地区"

    giver = models.ForeignKey(
        Talk, models.CASCADE, related_name="asked_away", verbose_name="原首谈"
    )
    taker = models.ForeignKey(Talk, models.CASCADE, related_name="asked_for", verbose_name="接手")
    credit = models.CharField("签约业绩", max_length=10, choices=Credit)
    words = models.CharField("理由", max_length=200)
    asked_by = models.ForeignKey(STAFF, models.PROTECT, related_name="+", verbose_name="提出人")
    asked_at = models.DateTimeField("提出时间", default=timezone.now)
    state = models.CharField("状态", max_length=10, choices=State, default=State.ASKED)
    answer = models.CharField("答复", max_length=200, blank=True)
    answered_by = models.ForeignKey(
        STAFF, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="答复人"
    )
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)

    objects = ClaimTransferQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "首谈移交"
        constraints = [
            models.UniqueConstraint(
                fields=["giver", "taker"],
                condition=Q(state="asked"),
                name="%(app_label)s_%(class)s_asked_once",
            ),
            models.CheckConstraint(
                condition=~Q(giver=F("taker")), name="%(app_label)s_%(class)s_of_two"
            ),
            models.CheckConstraint(
                condition=Q(credit__in=["giver", "half", "taker"]),
                name="%(app_label)s_%(class)s_known_credit",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", answered_at__isnull=True, answered_by__isnull=True)
                | Q(
                    state__in=["agreed", "declined", "withdrawn"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
                name="%(app_label)s_%(class)s_answered_by_somebody",
            ),
        ]

    def __str__(self):
        return f"首谈移交 {self.pk}"


@dataclass(frozen=True)
class Standing:
    """How a site stands with a company: its own talk and the one that comes before all."""

    own: Talk | None
    first: Talk | None

    @classmethod
    def of(cls, talks, site_pk, now):
        own = next((talk for talk in talks if talk.site_id == site_pk), None)
        return cls(own, next((talk for talk in talks if talk.protects(now)), None))

    @property
    def is_ours(self):
        return self.own is not None and self.first == self.own

    @property
    def is_others(self):
        return self.first is not None and not self.is_ours
