"""Giving away what an officer has in hand, each with who gets it; the new owners are told once."""

from django.db import transaction
from django.utils import timezone

from leads.actions.officers import LeadConflict, lock_for
from leads.actions.transitions import set_owner
from leads.handover import leads_in_hand
from leads.models import Lead, Outbox
from leads.notifications import outbox
from regions import access


@transaction.atomic
def hand_over(*, person, by, to, now=None) -> int:
    """`to`: {number of a lead: an officer, or None for the pool}; how many were given.

    What `person` has no more, or `by` may not give away, is passed over. All of one moment: by it
    the new owner finds the dossiers.
    """
    now, told = now or timezone.now(), {}
    own = set(leads_in_hand(person, seen_by=by).values_list("pk", flat=True))
    given = 0
    for pk in sorted(own & {*to}):
        lead, heir = lock_for(Lead(pk=pk), by), to[pk]
        if lead.owner_id != person.pk:
            continue
        if heir and not access.has_role(heir, access.OFFICERS, lead.site.region):
            raise LeadConflict(f"{lead.reference}：对方不是该地区的招商专员。")
        set_owner(lead, heir, by=by, now=now)
        given += 1
        if heir and heir != by:
            told.setdefault(heir.pk, lead)
    for lead in told.values():
        outbox.owe_to_owner(lead, kind=Outbox.Kind.HANDED, occasion=now.isoformat())
    return given
