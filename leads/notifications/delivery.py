"""Owed mails are sent by the worker, each once.

A row is claimed in a committed transaction of its own, then sent, then marked. A worker that dies
before the mail server answered leaves a claim that runs out; the mail is then sent, once. If it
dies in the instant between the server's acceptance and our mark, the mail goes out a second time
with the same Message-ID: SMTP offers nothing better, and mail programs show it once.
"""

import datetime
import logging

from django.db import connection, transaction
from django.db.models import Case, F, When

from core.database_clock import database_now
from core.error_frames import error_frames
from core.sealed_fields import is_unread
from leads.models import Outbox
from leads.models.outbox import kinds_to_visitor
from leads.models.owed import lease, pause
from leads.notifications.mail_errors import concerns_all, concerns_one, error_code, is_outage
from leads.notifications.mails import compose

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = datetime.timedelta(days=7)
REFUSALS_BEFORE_GIVING_UP = 3
MOST_TOLD_IN_ONE = 1000
TRIES_BEFORE_GIVING_UP = 10  # an hour of tries: a clock that jumps a week ends none of them


def deliver_due(*, now=None, limit=20) -> int:
    """Send what is due, at most `limit` mails; stops early when all of them fail alike."""
    sent = 0
    for _ in range(limit):
        mail = claim_next(now or database_now())
        if mail is None:
            break
        try:
            compose(mail).send()
        except Exception as error:  # One broken mail must not hold up the others.
            logger.warning("mail %s failed: %s", mail.pk, error_frames(error))
            put_back(mail, error, now or database_now())
            if concerns_all(error):
                put_others_back(error, now or database_now(), pause(mail.attempts))
            if concerns_all(error) or (is_outage(error) and not concerns_one(error)):
                break
        else:
            mark_sent(mail, now or database_now())
            sent += 1
    return sent


@transaction.atomic
def claim_next(now) -> Outbox | None:
    """The next mail, with the rows that it tells as its fellows; None while another worker claims,
    for of what one mail tells two workers must not take a part each."""
    if not _is_our_turn():
        return None
    ready = Outbox.objects.ready(now).select_related("lead__site")
    mail = _held(ready).order_by(_office_first(), "next_attempt_at", "pk").first()
    if mail is None:
        return None
    if mail.kind in Outbox.ALONE and not is_unread(mail, "recipient"):
        fellows = Outbox.objects.fellows_of(mail, now).select_related("lead__site")
        mail.fellows = list(_held(fellows).order_by("pk")[:MOST_TOLD_IN_ONE])
    mail.claimed_until = now + lease()
    mail.attempts += 1
    rows = Outbox.objects.filter(pk__in=mail.told_pks)
    rows.update(claimed_until=mail.claimed_until, attempts=F("attempts") + 1)
    return mail


def _office_first():
    """A stranger's mailbox must not stand before the office's."""
    return Case(When(kind__in=kinds_to_visitor(), then=1), default=0)


def _is_our_turn() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended('leads.outbox', 0))")
        return cursor.fetchone()[0]


def _held(mails):
    return mails.select_for_update(skip_locked=True, of=("self",), no_key=True)


def mark_sent(mail, now):
    """Sent is sent, even if our claim ran out meanwhile and somebody else gave the mail up."""
    Outbox.objects.filter(pk__in=mail.told_pks, sent_at=None).update(
        sent_at=now, given_up_at=None, claimed_until=None, last_error=""
    )
    logger.info("mail %s sent, kind %s, attempt %s", mail.pk, mail.kind, mail.attempts)


def put_back(mail, error, now):
    """Try again later; give up on a recipient who is refused, or after a week of tries.

    Only while the claim is ours: after it ran out the mail is another worker's business.
    """
    refused = not is_outage(error) and mail.attempts >= REFUSALS_BEFORE_GIVING_UP
    is_tried = mail.attempts >= TRIES_BEFORE_GIVING_UP
    is_over = refused or (is_tried and now - mail.created_at > GIVE_UP_AFTER)
    Outbox.objects.held_as(mail).update(
        given_up_at=now if is_over else None,
        claimed_until=None,
        next_attempt_at=now + pause(mail.attempts),
        last_error=error_code(error),
    )
    logger.warning("mail %s not sent, attempt %s: %s", mail.pk, mail.attempts, error_code(error))


def put_others_back(error, now, rest):
    """One try stands for all: a server that refuses our account is not asked once a mail."""
    is_last = When(attempts__gte=REFUSALS_BEFORE_GIVING_UP - 1, then=now)
    Outbox.objects.ready(now).update(
        given_up_at=Case(is_last, default=None),
        attempts=F("attempts") + 1,
        next_attempt_at=now + rest,
        last_error=error_code(error),
    )
