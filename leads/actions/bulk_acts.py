"""Many enquiries at once, each in a transaction of its own: what cannot be done is left and named.

Whoever is quicker with one of them takes nothing from the others.
"""

from contextlib import contextmanager
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied
from django.db import OperationalError, transaction
from django.utils import timezone

from core.outages import BUSY, outage_of
from leads.actions.officers import (
    LeadConflict,
    display_name,
    give,
    lock_for,
    refuse_unanswerable,
)
from leads.actions.pool import give_back
from leads.models import Lead, Outbox
from leads.notifications import outbox
from regions import access

HELD = "别人正在处理，请稍后再试。"


@dataclass
class Outcome:
    """What was done, and of the others why not: reason in words → the leads it holds for."""

    done: list[Lead] = field(default_factory=list)
    left: dict[str, list[Lead]] = field(default_factory=dict)

    @contextmanager
    def of(self, lead):
        """One lead: all that is done to it, or nothing and the reason."""
        try:
            with transaction.atomic():
                yield
        except (LeadConflict, PermissionDenied) as refusal:
            self.left.setdefault(str(refusal), []).append(lead)
        except OperationalError as error:  # somebody holds it for longer than we wait
            if outage_of(error) != BUSY:
                raise
            self.left.setdefault(HELD, []).append(lead)
        else:
            self.done.append(lead)


def assign_all(*, leads, by, to, owners_were, now=None) -> Outcome:
    """To one officer, by who answers for the officers; `owners_were`: {pk: the owner shown}.

    The new owner is told once, together with the first of them: the mail leads to the dossiers of
    all that came to them at this moment (leads.admin.handover).
    """
    now, outcome = now or timezone.now(), Outcome()
    for lead in leads:
        is_told = to == by or bool(outcome.done)
        with outcome.of(lead):
            held = _held_for_assigning(lead, by, to)
            give(held, by=by, to=to, owner_was=owners_were[lead.pk], now=now)
            if not is_told:
                outbox.owe_to_owner(held, kind=Outbox.Kind.HANDED, occasion=now.isoformat())
    return outcome


def _held_for_assigning(lead, by, to):
    lead = lock_for(lead, by)
    if not access.has_role(by, access.MANAGERS, lead.site.region):
        raise PermissionDenied("只有本地区的负责人可以一次指派多条。")
    refuse_unanswerable(lead)
    if lead.is_ended:
        raise LeadConflict("已经结束，不用指派。")
    if lead.owner_id == to.pk:
        raise LeadConflict(f"本来就由{display_name(to)}负责。")
    return lead


def give_back_all(*, leads, by, reason, owners_were, now=None) -> Outcome:
    """Into the pool, each for the same reason: the own ones, a chief those of the region."""
    now, outcome = now or timezone.now(), Outcome()
    for lead in leads:
        with outcome.of(lead):
            if owners_were[lead.pk] is None:
                raise LeadConflict("原来就没有人负责，不用退回。")
            give_back(lead=lead, by=by, reason=reason, owner_was=owners_were[lead.pk], now=now)
    return outcome
