"""Store first, notify later: what is owed, written in the transaction of the event."""

from django.db import transaction
from django.utils import timezone

from leads.models import Contact, FollowUp, Outbox
from leads.notifications.recipients import addressable, staff_addresses

Kind = Outbox.Kind
HELD_BACK = (
    "没有发回执邮件：这个邮箱一天内已收过一封，还没有证实是访客的。"
    "访客用邮件里的链接查过进度，或收到答复以后，恢复逐封发送。"
)


def owe_for_new(lead, *, occasion):
    """What an accepted enquiry sets going: a mail to the office and a receipt."""
    owe_to_staff(lead, kind=Kind.NEW_LEAD, occasion=occasion)
    owe_receipt(lead, occasion=occasion)


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


def owe_to_visitor(lead, *, kind, occasion):
    if lead.email:
        _owe(lead, kind, occasion, [lead.email])


def _owe(lead, kind, occasion, addresses):
    Outbox.objects.bulk_create(
        [Outbox(lead=lead, kind=kind, occasion=occasion, recipient=to) for to in addresses],
        ignore_conflicts=True,
    )


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
