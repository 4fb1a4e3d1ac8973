"""What was thought of an enquiry when it came in, and what the office has said of its words."""

import datetime

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from leads.likeness import ALIKE, fingerprint, kept_marks

KEPT_IN_QUARANTINE = datetime.timedelta(days=180)
A_WEEK = datetime.timedelta(days=7)
MOST_JUDGED = 100  # of which some are looked at for one enquiry

UNSAID = {"default": "", "db_default": ""}  # by an older release, while it is replaced


class JudgedQuerySet(models.QuerySet):
    def quarantined(self):
        return self.filter(is_quarantined=True)

    def unchecked(self):
        """In quarantine, and nobody has said yet that it is spam."""
        return self.quarantined().unerased().filter(quarantine_checked_at__isnull=True)

    def spam(self):
        """In quarantine, and there by somebody's word."""
        told = self.quarantined().filter(quarantine_checked_at__isnull=False)
        return told.exclude(verdict=Judged.Verdict.MACHINE, is_taught_spam=None)

    def machine_made(self):
        """Turned away as no person's, and nobody has looked: kept to be looked at, without a
        clock."""
        machines = self.quarantined().filter(verdict=Judged.Verdict.MACHINE, is_taught_spam=None)
        return machines.unerased().filter(quarantine_checked_at__isnull=False)

    def judged_like(self, site, text, now):
        """Those whose words are nearly these, and of which somebody has said whether they are
        spam: the latest first."""
        marks = kept_marks(site.pk, text)
        rows = self.filter(site=site, is_taught_spam__isnull=False, taught_marks__overlap=marks)
        rows = rows.filter(received_at__gt=now - KEPT_IN_QUARANTINE).order_by("-received_at", "-pk")
        return [row for row in rows[:MOST_JUDGED] if len({*marks} & {*row.taught_marks}) >= ALIKE]

    def same_words(self, site, text, now):
        """What came in within a week in the same words, figures aside."""
        mark, week = fingerprint(site.pk, text), now - A_WEEK
        rows = self.filter(site=site, fingerprint=mark, received_at__range=(week, now))
        return rows.exclude(fingerprint="")

    def untold(self):
        """In quarantine, without a mail to the office yet."""
        return self.unchecked().filter(quarantine_told_at__isnull=True)


class Judged(models.Model):
    """The verdict of its arrival, which stays; where it lies since is `is_quarantined`."""

    class Verdict(models.TextChoices):
        """What was thought of it when it came in; where it lies since is `is_quarantined`."""

        ACCEPTED = "accepted", "收下"
        FLAGGED = "flagged", "收下，标为可疑"
        QUARANTINED = "quarantine", "先隔离，等人看"
        MACHINE = "machine", "机器提交，不收"

    verdict = models.CharField(
        "收到时的判断",
        max_length=10,
        choices=Verdict,
        default=Verdict.ACCEPTED,
        db_default=Verdict.ACCEPTED,
    )
    flags = ArrayField(
        models.CharField(max_length=20),
        default=list,
        db_default=[],
        blank=True,
        verbose_name="可疑之处",
    )
    fingerprint = models.CharField(
        "内容的摘要",
        max_length=64,
        **UNSAID,
        blank=True,
        editable=False,
        help_text="带密钥，看不出原话；同样的话再来时认得出。",
    )
    is_taught_spam = models.BooleanField(
        "工作人员判为垃圾信息", null=True, blank=True, editable=False
    )
    taught_marks = ArrayField(
        models.CharField(max_length=64),
        default=list,
        db_default=[],
        blank=True,
        editable=False,
        verbose_name="判过的内容的摘要",
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(verdict__in=["accepted", "quarantine", "machine"])
                | Q(verdict="flagged") & ~Q(flags=[]),
                name="%(app_label)s_%(class)s_flagged_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["fingerprint", "received_at"],
                condition=~Q(fingerprint=""),
                name="leads_lead_same_words",
            ),
            GinIndex(
                fields=["taught_marks"],
                condition=Q(is_taught_spam__isnull=False),
                name="leads_lead_taught",
            ),
            # Two trays of the inbox, of whose rows there may be none among many thousands.
            models.Index(
                fields=["site", "verdict"],
                condition=Q(is_quarantined=True, quarantine_checked_at__isnull=False),
                name="leads_lead_checked",
            ),
        ]
