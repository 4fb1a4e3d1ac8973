"""Store first, notify later: mails are rows written with the event and sent by the worker.

A row is claimed in a committed transaction of its own, then sent, then marked. A worker that dies
before the mail server answered leaves a claim that runs out; the mail is then sent, once. If it
dies in the instant between the server's acceptance and our mark, the mail goes out a second time
with the same Message-ID: SMTP offers nothing better, and mail programs show it once.
"""

import datetime
import logging
import smtplib

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from core.error_frames import error_frames
from leads.models import Outbox
from leads.notifications.mails import compose
from leads.notifications.recipients import officers_of

logger = logging.getLogger(__name__)

FIRST_PAUSE = datetime.timedelta(seconds=30)
LONGEST_PAUSE = datetime.timedelta(minutes=10)
GIVE_UP_AFTER = datetime.timedelta(days=7)
REFUSALS_BEFORE_GIVING_UP = 3
PERMANENT = 500  # SMTP codes from here on mean that repeating will not help


def lease() -> datetime.timedelta:
    """How long a claimed mail may take; longer than the mail backend's own time-outs together."""
    return datetime.timedelta(seconds=getattr(settings, "OUTBOX_LEASE_SECONDS", 120))


# ---- Writing: inside the transaction of the event ----


def owe_for_new(lead, *, occasion):
    """What an accepted enquiry sets going: a mail to the office and a receipt."""
    owe_to_staff(lead, kind=Outbox.Kind.NEW_LEAD, occasion=occasion)
    owe_to_visitor(lead, kind=Outbox.Kind.RECEIPT, occasion=occasion)


def owe_to_staff(lead, *, kind, occasion):
    """A mail to the owner of the lead, else to all officers of the region."""
    addresses = staff_addresses(lead) or [""]
    Outbox.objects.bulk_create(
        [Outbox(lead=lead, kind=kind, occasion=occasion, recipient=to) for to in addresses],
        ignore_conflicts=True,
    )


def owe_to_visitor(lead, *, kind, occasion):
    if lead.email:
        row = Outbox(lead=lead, kind=kind, occasion=occasion, recipient=lead.email)
        Outbox.objects.bulk_create([row], ignore_conflicts=True)


def staff_addresses(lead) -> list[str]:
    """The owner, else officers and managers of the region or above, else the topic's mailbox."""
    owner = lead.owner
    if owner is not None and owner.is_active and owner.email:
        return [owner.email]
    staff = officers_of(lead.site.region).exclude(email="")
    addresses = set(staff.values_list("email", flat=True))
    return sorted(addresses) or [a for a in [lead.topic.routing_email] if a]


@transaction.atomic
def address_pending() -> int:
    """Find recipients for mails that had none, e.g. after an officer got a mail address."""
    waiting = Outbox.objects.without_recipient().select_for_update(skip_locked=True, of=("self",))
    addressed = 0
    for row in waiting.select_related("lead__owner", "lead__topic", "lead__site__region"):
        if staff_addresses(row.lead):
            row.delete()
            owe_to_staff(row.lead, kind=row.kind, occasion=row.occasion)
            addressed += 1
    return addressed


# ---- Sending: the worker ----


def deliver_due(*, now=None, limit=20) -> int:
    """Send what is due, at most `limit` mails; stops early when the mail server is away."""
    sent = 0
    for _ in range(limit):
        mail = claim_next(now or timezone.now())
        if mail is None:
            break
        try:
            compose(mail).send()
        except Exception as error:  # One broken mail must not hold up the others.
            logger.warning("mail %s failed: %s", mail.pk, error_frames(error))
            put_back(mail, error, now or timezone.now())
            if is_outage(error):
                break
        else:
            mark_sent(mail, now or timezone.now())
            sent += 1
    return sent


@transaction.atomic
def claim_next(now) -> Outbox | None:
    ready = Outbox.objects.ready(now).select_for_update(skip_locked=True, of=("self",))
    mail = ready.select_related("lead__site").order_by("next_attempt_at", "pk").first()
    if mail is not None:
        mail.claimed_until = now + lease()
        mail.attempts += 1
        mail.save(update_fields=["claimed_until", "attempts"])
    return mail


def mark_sent(mail, now):
    mail.sent_at, mail.claimed_until, mail.last_error = now, None, ""
    mail.save(update_fields=["sent_at", "claimed_until", "last_error"])
    logger.info("mail %s sent, kind %s, attempt %s", mail.pk, mail.kind, mail.attempts)


def put_back(mail, error, now):
    """Try again later; give up on a recipient who is refused, or after a week."""
    refused = not is_outage(error) and mail.attempts >= REFUSALS_BEFORE_GIVING_UP
    if refused or now - mail.created_at > GIVE_UP_AFTER:
        mail.given_up_at = now
    mail.claimed_until = None
    mail.next_attempt_at = now + pause(mail.attempts)
    mail.last_error = error_code(error)
    mail.save(update_fields=["given_up_at", "claimed_until", "next_attempt_at", "last_error"])
    logger.warning("mail %s not sent, attempt %s: %s", mail.pk, mail.attempts, mail.last_error)


def pause(attempts) -> datetime.timedelta:
    """30 s, 1, 2, 4, 8 and then every 10 minutes."""
    return min(FIRST_PAUSE * 2 ** min(attempts - 1, 10), LONGEST_PAUSE)


def is_outage(error) -> bool:
    """Whether the mail server is away, as opposed to not wanting (or not getting) this one mail."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            return any(code < PERMANENT for code, _ in error.recipients.values())
        case smtplib.SMTPDataError():
            return error.smtp_code < PERMANENT
    return isinstance(error, smtplib.SMTPException | OSError)


def error_code(error) -> str:
    """Class and SMTP code only: a server's answer may repeat addresses."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = sorted({str(code) for code, _ in error.recipients.values()})
        return f"SMTPRecipientsRefused {' '.join(codes)}"
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()[:60]
