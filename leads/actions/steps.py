"""Parts of more than one action; called inside the action's transaction."""

from leads.models import Outbox, StageChange
from leads.notifications import outbox


def announce(lead, nonce):
    outbox.owe_to_staff(lead, kind=Outbox.Kind.NEW_LEAD, occasion=nonce)
    outbox.owe_to_visitor(lead, kind=Outbox.Kind.RECEIPT, occasion=nonce)


def set_stage(lead, to_stage, by, now):
    StageChange.objects.create(
        lead=lead, from_stage=lead.stage, to_stage=to_stage, by=by, changed_at=now
    )
    lead.stage = to_stage
    lead.closed_at = now if lead.is_ended else None
    if lead.is_ended:
        lead.follow_up_due_at = None


def display_name(user) -> str:
    """How colleagues are called in the admin."""
    return (user.get_full_name() or user.get_username()) if user else "访客"
