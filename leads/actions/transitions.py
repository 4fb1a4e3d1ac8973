"""Changes of stage and owner, each saved together with its own row of history."""

from leads.models import OwnerChange, StageChange


def set_stage(lead, to_stage, *, by, now):
    """`by` is None when the visitor did it. An ended lead owes no answer."""
    StageChange.objects.create(
        lead=lead, from_stage=lead.stage, to_stage=to_stage, by=by, changed_at=now
    )
    lead.stage = to_stage
    lead.closed_at = now if lead.is_ended else None
    if lead.is_ended:
        lead.follow_up_due_at = None
    lead.save(update_fields=["stage", "closed_at", "follow_up_due_at"])


def set_owner(lead, to, *, by, now):
    OwnerChange.objects.create(lead=lead, from_owner=lead.owner, to_owner=to, by=by, changed_at=now)
    lead.owner = to
    lead.save(update_fields=["owner"])
