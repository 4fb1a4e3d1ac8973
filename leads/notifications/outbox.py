"""Store first, notify later: what is owed, written in the transaction of the event."""

from django.db import transaction
from django.db.models import Count, Min
from django.utils import timezone

from leads.models import Contact, FollowUp, NoticePreferences, Outbox
from leads.models.outbox import BUNDLED_FOR
from leads.notifications.channels import owe_to_channels
from leads.notifications.recipients import addressable, manager_addresses, staff_addresses
from leads.spam_signals import is_flooded

Kind = Outbox.Kind
MANY = 10  # within ten minutes to one person: what follows is told together
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
    """A mail to each who answers; where that is nobody yet, one that waits for a recipient.

    The office's group chats hear of it, too.
    """
    owe_to_channels(lead, kind=kind, occasion=occasion)
    _tell(lead, kind, occasion, staff_addresses(lead) or [""])


def _tell(lead, kind, occasion, addresses):
    """Alone, or where much comes in with all that follows: never whether, only how (ADR 24).

    One row an enquiry and recipient either way, so that two enquiries at once have nothing to
    agree on; the worker puts together what is owed together (delivery.claim_next).
    """
    if kind not in Outbox.TOGETHER:
        owe(lead, kind, occasion, addresses)
        return
    now, together = timezone.now(), Outbox.TOGETHER[kind]
    told = lead.mails.filter(kind__in=[kind, together], occasion=occasion)
    addresses = set(addresses) - set(told.values_list("recipient", flat=True))
    quiet = _quiet(addresses, now)
    pressed = _pressed(lead, kind, addresses, now) - quiet
    owe(lead, kind, occasion, sorted(addresses - pressed - quiet))
    owe(lead, together, occasion, sorted(quiet))
    for to, due_at in _due_together(pressed, now).items():
        owe(lead, together, occasion, [to], next_attempt_at=due_at)


def _pressed(lead, kind, addresses, now) -> set[str]:
    """Who has had ten mails on enquiries within ten minutes, of all sites, or one on further words
    of this visitor; in a flood everybody."""
    if kind == Kind.NEW_LEAD and is_flooded(lead.site, now):
        return addresses
    told = Outbox.objects.about_enquiries(addresses, now).order_by()
    many = told.values("recipient").annotate(count=Count("pk")).filter(count__gte=MANY)
    pressed = set(many.values_list("recipient", flat=True))
    if kind == Kind.FOLLOW_UP:
        same = told.filter(lead=lead, kind__in=[Kind.FOLLOW_UP, Kind.FOLLOW_UPS])
        pressed |= set(same.values_list("recipient", flat=True))
    return pressed


def _quiet(addresses, now) -> set[str]:
    """Who has asked for quiet at this hour: the worker tells them afterwards, in one mail."""
    rows = NoticePreferences.objects.quiet_addresses(now).filter(user__email__in=addresses)
    return set(rows.values_list("user__email", flat=True))


def _due_together(addresses, now) -> dict:
    """address → when the next mail goes there that tells of several."""
    bundles = Outbox.objects.bundles(addresses, now).order_by().values_list("recipient")
    due = dict(bundles.annotate(due_at=Min("next_attempt_at"))) if addresses else {}
    return {to: due.get(to, now + BUNDLED_FOR) for to in sorted(addresses)}


def owe_to_new_owner(lead, *, occasion):
    """That it is theirs now; who has no mail address sees it on the start page."""
    if lead.owner.email:
        owe(lead, Kind.ASSIGNED, occasion, [lead.owner.email])


def owe_to_owner(lead, *, kind, occasion):
    """What only the owner decides; who has no mail address sees it on the desk."""
    if lead.owner.email:
        owe(lead, kind, occasion, [lead.owner.email])


def owe_of_nobody(lead, *, occasion):
    """To who answers for the officers: nobody has taken it."""
    owe(lead, Kind.NOBODY, occasion, manager_addresses(lead))


def owe_of_breach(lead, *, occasion, addresses):
    """That a deadline has passed; the occasion names whom it is for and which deadline."""
    _tell(lead, Kind.LATE, occasion, addresses)


def owe_of_promise(lead, *, occasion, addresses):
    """That what was promised has to be kept soon."""
    _tell(lead, Kind.PROMISE, occasion, addresses)


def owe_to_managers(lead, *, by, now):
    """That somebody sees many contacts: once an hour and account; the start page says it, too."""
    occasion = f"{by.pk}-{now:%Y%m%d%H}"
    if not Outbox.objects.filter(kind=Kind.UNMASKED, occasion=occasion).exists():
        owe(lead, Kind.UNMASKED, occasion, manager_addresses(lead, besides=by))


def owe_to_visitor(lead, *, kind, occasion):
    if lead.email:
        owe(lead, kind, occasion, [lead.email])


def owe(lead, kind, occasion, addresses, **values):
    """A mail to each, once an occasion."""
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
            kind = Outbox.ALONE.get(mail.kind, mail.kind)
            _tell(mail.lead, kind, mail.occasion, addresses)
            addressed += 1
    return addressed
