"""At the end of a round: whether every acknowledged enquiry, reply and mail is there."""

import re
import time

COUNTED = re.compile(r"(\d+) 条")
PATIENCE = 180  # seconds for mails that are still owed


def settle(stack, crowds) -> bool:
    """Waits for the owed mails, prints what is missing; whether nothing is."""
    from django.db import connections

    from core.database_clock import database_now
    from leads.models import Lead, Outbox

    connections.close_all()  # the database was away meanwhile
    unsent = Outbox.objects.unsent().exclude(recipient="")
    unsent.update(next_attempt_at=database_now())  # nobody waits for what is told together
    deadline = time.monotonic() + PATIENCE
    while unsent.exists() and time.monotonic() < deadline:
        time.sleep(0.5)
    receipts = [reference for crowd in crowds for reference in crowd.receipts]
    leads = Lead.objects.filter(reference__in=receipts)
    lost = {*receipts} - {*leads.values_list("reference", flat=True)}
    print(
        f"\nenquiries acknowledged {len(receipts)}, kept {leads.count()}, of the acknowledged lost "
        f"{len(lost)}, in quarantine {leads.quarantined().count()}, "
        f"without an answer {sum(crowd.asked_in_vain for crowd in crowds)}"
    )
    missing = missing_mails(stack, unsent)
    return replies_are_kept(crowds) and not (lost or missing or unsent.exists())


def replies_are_kept(crowds) -> bool:
    from leads.models import Message

    said = [words for crowd in crowds for words in crowd.replies]
    kept = [body for body in Message.objects.values_list("body", flat=True) if body in {*said}]
    print(
        f"officers' replies saved {len(said)}, kept {len({*kept})}, twice "
        f"{len(kept) - len({*kept})}, given up {sum(crowd.replied_in_vain for crowd in crowds)}"
    )
    return sorted(kept) == sorted(said)


def missing_mails(stack, unsent) -> int:
    """Marked as sent, and neither delivered nor counted by a mail that tells of several."""
    from leads.models import Outbox

    delivered, arrivals = {*stack.mailbox.ids}, len(stack.mailbox.ids)
    sent = Outbox.objects.filter(sent_at__isnull=False)
    together = {*sent.filter(kind__in=Outbox.ALONE).values_list("message_id", flat=True)}
    single = {*sent.exclude(kind__in=Outbox.ALONE).values_list("message_id", flat=True)}
    told = sum(map(told_by, (stack.mailbox.subjects[mark] for mark in together & delivered)))
    missing = len(single - delivered) + max(0, len(together) - told)
    print(
        f"mails delivered {len(delivered)}, a second time {arrivals - len(delivered)}, "
        f"marked sent and not delivered {missing}, still owed {unsent.count()}"
    )
    return missing


def told_by(subject) -> int:
    """Of how many a mail on several tells: 新咨询 3 条、追问 1 条."""
    return sum(map(int, COUNTED.findall(subject)))
