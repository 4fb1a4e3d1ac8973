"""Mails that are owed: written with the event, sent by the worker."""

import datetime
import uuid
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.sealed_fields import SealedLookupEmailField
from core.sealing import UNREADABLE_NOW, Unreadable
from leads import extensions
from leads.masking import mask_email
from leads.models.leads import Lead
from leads.models.notice_preferences import NoticePreferences
from leads.models.owed import Owed, OwedQuerySet, lease

BUNDLED_FOR = datetime.timedelta(seconds=getattr(settings, "OUTBOX_BUNDLE_SECONDS", 600))

PROMISE_MARK = "ledger "  # in the occasion of what tells of a row of the 承诺台账


def new_message_id() -> str:
    """Fixed when the mail is owed, so that a repeated delivery is recognised as the same mail."""
    return f"<{uuid.uuid4()}@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}>"


def kinds_to_visitor() -> set[str]:
    """All others go to the office."""
    above = {kind for kind, each in extensions.mails().items() if each.is_to_visitor}
    return {Outbox.Kind.RECEIPT, Outbox.Kind.ANSWERED} | above


def kind_choices():
    """Those of this room, then those of rooms above."""
    above = [(kind, each.label) for kind, each in extensions.mails().items()]
    return [*Outbox.Kind.choices, *above]


class OutboxQuerySet(OwedQuerySet):
    def without_recipient(self):
        """Owed to an office where nobody has a mail address."""
        return self.unsent().filter(recipient="")

    def waiting(self):
        """Addressed and on its way out."""
        return self.unsent().exclude(recipient="")

    def about_enquiries(self, addresses, now):
        """What these were told, or are to be told, of enquiries since ten minutes ago."""
        rows = self.filter(recipient__in=addresses, kind__in=[*Outbox.TOGETHER, *Outbox.ALONE])
        return rows.filter(created_at__range=(now - BUNDLED_FOR, now))

    def bundles(self, addresses, now):
        """Told together, later than in a minute: what is owed now is stored by then."""
        rows = self.unsent().filter(kind__in=Outbox.ALONE, recipient__in=addresses)
        soon = now + BUNDLED_FOR / 10
        return rows.filter(next_attempt_at__gt=soon, next_attempt_at__lte=now + BUNDLED_FOR)

    def fellows_of(self, mail, now):
        """Due or not, what one mail tells with this one; not what another worker is sending."""
        rows = self.waiting().filter(kind__in=Outbox.ALONE, recipient=mail.recipient)
        is_sending = Q(claimed_until__range=(now, now + 2 * lease()))
        return rows.exclude(is_sending).exclude(pk=mail.pk)

    def ready(self, now):
        """Addressed and due, to somebody who has not asked for quiet at this hour.

        Mostly nothing is due: who wants quiet is not asked then.
        """
        due = self.due(now).exclude(recipient="")
        return due.audible(now) if due.exists() else self.none()

    def audible(self, now):
        quiet = NoticePreferences.objects.quiet_addresses(now)
        return self.exclude(recipient__in=[*quiet.values_list("user__email", flat=True)])

    def held_as(self, mail):
        """This mail with its fellows, if still in the hands of the worker that claimed it."""
        return self.unsent().filter(pk__in=mail.told_pks, claimed_until=mail.claimed_until)


class Outbox(Owed):
    """One mail to one recipient. It carries a link; its text is written when it is sent.

    Where much comes in, one mail tells what several rows owe (`fellows`, set by who claims them).
    """

    class Kind(models.TextChoices):
        NEW_LEAD = "new_lead", "新咨询（致专员）"
        NEW_LEADS = "new_leads", "新咨询合并提醒（致专员）"
        FOLLOW_UP = "follow_up", "追问（致专员）"
        FOLLOW_UPS = "follow_ups", "追问合并提醒（致专员）"
        QUARANTINE = "quarantine", "隔离区新到（致专员）"
        ASSIGNED = "assigned", "转给您（致专员）"
        HANDED = "handed", "移交给您（致专员）"
        IDLE = "idle", "将退回公海（致专员）"
        NOBODY = "nobody", "没有人负责（致负责人）"
        LATE = "late", "过了期限（致专员、负责人）"
        LATES = "lates", "过了期限合并提醒（致专员、负责人）"
        PROMISE = "promise", "承诺快到期（致专员）"
        PROMISES = "promises", "承诺快到期合并提醒（致专员）"
        UNMASKED = "unmasked", "频繁查看联系方式（致负责人）"
        RECEIPT = "receipt", "收到咨询（致访客）"
        ANSWERED = "answered", "已答复（致访客）"

    # What is told alone where little comes in, as it is told together, and the way back.
    TOGETHER = {
        Kind.NEW_LEAD: Kind.NEW_LEADS,
        Kind.FOLLOW_UP: Kind.FOLLOW_UPS,
        Kind.LATE: Kind.LATES,
        Kind.PROMISE: Kind.PROMISES,
    }
    ALONE = {together: alone for alone, together in TOGETHER.items()}

    fellows = ()

    lead = models.ForeignKey(Lead, models.CASCADE, related_name="mails", verbose_name="线索")
    kind = models.CharField("种类", max_length=10, choices=kind_choices)
    occasion = models.CharField("事由", max_length=43, help_text="提交或消息的标记，或清点的时间。")
    recipient = SealedLookupEmailField("收件人", blank=True)
    message_id = models.CharField("Message-ID", max_length=120, unique=True, default=new_message_id)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "待发邮件"
        constraints = [
            *Owed.Meta.constraints,
            models.UniqueConstraint(
                fields=["lead", "kind", "occasion", "recipient"],
                name="%(app_label)s_%(class)s_once_an_occasion",
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | ~Q(recipient=""),
                name="%(app_label)s_%(class)s_sent_to_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(sent_at__isnull=True, given_up_at__isnull=True),
                name="leads_outbox_unsent",
            ),
            models.Index(fields=["recipient", "created_at"], name="leads_outbox_told_lately"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def told_pks(self):
        """Of the rows that this mail tells."""
        return [row.pk for row in (self, *self.fellows)]

    @property
    def is_to_visitor(self):
        return self.kind in kinds_to_visitor()

    @property
    def masked_recipient(self):
        is_start_shown = not self.is_to_visitor or self.lead.has_code
        try:
            return mask_email(self.recipient, is_start_shown=is_start_shown)
        except Unreadable:
            return UNREADABLE_NOW
