"""Store first, notify later: what is owed, written in the transaction of the event."""

import datetime

from django.db import transaction
from django.utils import timezone

from leads.models import Contact, FollowUp, Outbox
from leads.notifications.recipients import addressable, manager_addresses, staff_addresses
from leads.spam_signals import is_flooded

Kind = Outbox.Kind
BUNDLED_FOR = datetime.timedelta(minutes=10)
HELD_BACK = (
    "没有发回执邮件：这个邮箱一天内已收过一封，还没有证实是访客的。"
    "访客用邮件里的链接查过进度，或收到答复以后，恢复逐封发送。"
)


def owe_for_new(lead, *, occasion):
    """What an accepted enquiry sets going: a mail to the office and a receipt."""
    now = timezone.now()
    if is_flooded(lead.site, now):
        owe_bundle(lead, now)
    else:
        owe_to_staff(lead, kind=Kind.NEW_LEAD, occasion=occasion)
    owe_receipt(lead, occasion=occasion)


def owe_bundle(lead, now):
    """In a flood one mail tells in ten minutes of all that came until then, and how many they are.

    `occasion` is since when it counts (mails.bundle_words).
    """
    covered = set(Outbox.objects.bundles(lead.site, now).values_list("recipient", flat=True))
    addresses = [to for to in staff_addresses(lead) or [""] if to not in covered]
    _owe(lead, Kind.NEW_LEADS, now.isoformat(), addresses, next_attempt_at=now + BUNDLED_FOR)


def owe_receipt(lead, *, occasion):
    """One a day to a mailbox that may be anybody's: an enquiry names whom it likes."""
    now = timezone.now()
    if lead.email and not Contact.objects.take_receipt_turn(lead.email, now):
        FollowUp.objects.create(lead=lead, body=HELD_BACK, created_at=now)
    else:
        owe_to_visitor(lead, kind=Kind.RECEIPT, occasion=occasion)


def owe_to_staff(lead, *, kind, occasion):
    """A mail to each who answers; where that is nobody yet, one that waits for a recipient."""
    _owe(lead, kind, occasion, staff_addresses(lead) or [""])


def owe_to_managers(lead, *, by, now):
    """That somebody sees many contacts: once an hour and account; the start page says it, too."""
    occasion = f"{by.pk}-{now:%Y%m%d%H}"
    if not Outbox.objects.filter(kind=Kind.UNMASKED, occasion=occasion).exists():
        _owe(lead, Kind.UNMASKED, occasion, manager_addresses(lead, besides=by))


def owe_to_visitor(lead, *, kind, occasion):
    if lead.email:
        _owe(lead, kind, occasion, [lead.email])


def _owe(lead, kind, occasion, addresses, **values):
    values |= {"lead": lead, "kind": kind, "occasion": occasion}
    mails = [Outbox(recipient=to, **values) for to in addresses]
    Outbox.objects.bulk_create(mails, ignore_conflicts=True)


@transaction.atomic
def address_pending(limit=50) -> int:
    """Find recipients for mails that had none, e.g. after an officer got a mail address.

    Called by the worker in every pass: one query, however many mails wait for somebody who is not
    there. A lead that somebody works on, or that is being erased, is left for the next pass.
    """
    mails = addressable(Outbox.objects.without_recipient()).order_by("pk")
    mails = mails.select_related("lead__owner", "lead__topic", "lead__site__region")
    addressed = 0
    for mail in mails.select_for_update(skip_locked=True, of=("self", "lead"), no_key=True)[:limit]:
        if addresses := staff_addresses(mail.lead):
            mail.delete()
            _owe(mail.lead, mail.kind, mail.occasion, addresses)
            addressed += 1
    return addressed
