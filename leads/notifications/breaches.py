"""Whoever owns what is late is told, then who answers for the owner: each deadline once each.

What was told is read from the outbox: its rows name the deadline, and the database takes each once.
"""

import datetime

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat, Extract
from django.utils import timezone

from leads.deadlines import working_time
from leads.models import Clock, Lead, Outbox
from leads.models.turns import OWED_AT
from leads.notifications import outbox
from leads.notifications.recipients import officers_of, staff_addresses
from regions import access

AT_ONCE = 200  # in one pass; the others in the next
FOR_MANAGERS = datetime.timedelta(hours=4)  # of working time after the owner was told
KINDS = (Outbox.Kind.LATE, Outbox.Kind.LATES)
PEOPLE = ("owner", "topic", "site__region")


@transaction.atomic
def tell_of_breaches(*, now=None) -> int:
    """How many deadlines somebody is told of."""
    now = now or timezone.now()
    told = 0
    for to in ("owner", "chief"):
        since = now if to == "owner" else now - FOR_MANAGERS
        for lead, due_at, mark in [*_promises(since, to), *_clocks(since, to)]:
            if to == "chief" and working_time(due_at, now) < FOR_MANAGERS:
                continue
            addresses = staff_addresses(lead) or [""] if to == "owner" else _chiefs_of(lead)
            if addresses:
                outbox.owe_of_breach(lead, occasion=f"{to} {mark}", addresses=addresses)
                told += 1
    return told


def _promises(since, to):
    """(lead, when it was due, how the deadline is called) of answers that are owed since then."""
    leads = Lead.objects.open().select_related(*PEOPLE).alias(owed=OWED_AT).filter(owed__lt=since)
    leads = leads.annotate(owed=F("owed"), mark=_mark(Value("promise"), "owed"))
    for lead in leads.filter(~_told(to, "pk")).order_by("owed", "pk")[:AT_ONCE]:
        yield lead, lead.owed, lead.mark


def _clocks(since, to):
    """Likewise of the office's own clocks."""
    clocks = Clock.objects.late(since).annotate(mark=_mark("kind", "due_at"))
    people = [f"lead__{name}" for name in PEOPLE]
    clocks = clocks.filter(~_told(to, "lead")).select_related(*people)
    for clock in clocks.order_by("due_at", "pk")[:AT_ONCE]:
        yield clock.lead, clock.due_at, clock.mark


def _mark(kind, due_at):
    seconds = Cast(Extract(due_at, "epoch"), BigIntegerField())
    return Concat(kind, Value(" "), Cast(seconds, CharField()), output_field=CharField())


def _told(to, lead):
    occasion = Concat(Value(f"{to} "), OuterRef("mark"), output_field=CharField())
    mails = Outbox.objects.filter(lead=OuterRef(lead), kind__in=KINDS, occasion=occasion)
    return Exists(mails)


def _chiefs_of(lead):
    """Managers at or above, but the owner: nobody is told twice of one thing."""
    chiefs = officers_of(lead.site.region, access.MANAGERS).exclude(pk=lead.owner_id)
    return sorted(set(chiefs.exclude(email="").values_list("email", flat=True)))
