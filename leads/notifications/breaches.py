"""Whoever owns what is late is told, then who answers for the owner: each deadline once each.
Of what was promised to an investor the owner hears before its last day, too.

What was told is read from the outbox: its rows name the deadline, and the database takes each once.
"""

import datetime
from itertools import chain

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat, Extract
from django.utils import timezone

from leads import extensions
from leads.deadlines import FURTHEST_WARNING, day_of_warning, end_of_day, working_time
from leads.models import CalendarPeriod, Clock, Lead, Outbox, Promise
from leads.models.outbox import PROMISE_MARK
from leads.models.turns import OWED_AT
from leads.notifications import outbox
from leads.notifications.recipients import officers_of, staff_addresses
from regions import access

AT_ONCE = 200  # in one pass; the others in the next
FOR_MANAGERS = datetime.timedelta(hours=4)  # of working time after the owner was told
KINDS = (Outbox.Kind.LATE, Outbox.Kind.LATES)
WARNINGS = (Outbox.Kind.PROMISE, Outbox.Kind.PROMISES)
DAY = datetime.timedelta(days=1)
PEOPLE = ("owner", "topic", "site__region")


@transaction.atomic
def tell_of_breaches(*, now=None) -> int:
    """How many deadlines somebody is told of."""
    now = now or timezone.now()
    told = 0
    for to in ("owner", "chief"):
        since = now if to == "owner" else now - FOR_MANAGERS
        found = [source(since, to) for source in (_replies, _clocks, _promises, _above)]
        for lead, due_at, mark, owner in chain(*found):
            if to == "chief" and working_time(due_at, now) < FOR_MANAGERS:
                continue
            addresses = _owners_of(lead, owner) if to == "owner" else _chiefs_of(lead, owner)
            if addresses:
                outbox.owe_of_breach(lead, occasion=f"{to} {mark}", addresses=addresses)
                told += 1
    return told


@transaction.atomic
def tell_of_promises(*, now=None) -> int:
    """How many promises their owners are warned of: on the last working day that leaves them 48
    hours, or earlier; once each, and not on the day when they were made."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    near = days_warned_of(today)
    due = Promise.objects.open().filter(due_on__in=near, created_at__lt=end_of_day(today - DAY))
    due = due.annotate(mark=_mark_of_promise()).filter(~_told("soon", "lead", WARNINGS))
    told = list(_with_people(due).order_by("due_on", "pk")[:AT_ONCE])
    for promise in told:
        lead, occasion = promise.lead, f"soon {promise.mark}"
        outbox.owe_of_promise(lead, occasion=occasion, addresses=staff_addresses(lead) or [""])
    return len(told)


def days_warned_of(today) -> list[datetime.date]:
    """From today on, those whose last working day that leaves 48 hours is here or over."""
    entered = CalendarPeriod.objects.days_after(today - DAY)
    days = [today + number * DAY for number in range(FURTHEST_WARNING)]
    return [day for day in days if day_of_warning(day, entered) <= today]


def _replies(since, to):
    """(lead, when it was due, how the deadline is called, whose it is) of answers that are owed
    since then."""
    leads = Lead.objects.open().select_related(*PEOPLE).alias(owed=OWED_AT).filter(owed__lt=since)
    leads = leads.annotate(owed=F("owed"), mark=_mark(Value("promise"), "owed"))
    for lead in leads.filter(~_told(to, "pk")).order_by("owed", "pk")[:AT_ONCE]:
        yield lead, lead.owed, lead.mark, lead.owner


def _clocks(since, to):
    """Likewise of the office's own clocks; that of a call is the promise itself."""
    own = Clock.objects.late(since).exclude(kind=Clock.Kind.CALL_BACK)
    clocks = own.annotate(mark=_mark("kind", "due_at"))
    clocks = _with_people(clocks.filter(~_told(to, "lead")))
    for clock in clocks.order_by("due_at", "pk")[:AT_ONCE]:
        yield clock.lead, clock.due_at, clock.mark, clock.lead.owner


def _promises(since, to):
    """Likewise of what was promised: it was due until the end of its day."""
    late = Promise.objects.late(timezone.localdate(since)).annotate(mark=_mark_of_promise())
    late = _with_people(late.filter(~_told(to, "lead")))
    for promise in late.order_by("due_on", "pk")[:AT_ONCE]:
        yield promise.lead, end_of_day(promise.due_on), promise.mark, promise.lead.owner


def _above(since, to):
    """Likewise of what rooms above keep, which may be somebody else's."""
    for room in extensions.registered():
        rows = room.late(since)
        if rows is None:
            continue
        named = Concat(Value(room.name), Cast("pk", CharField()), output_field=CharField())
        rows = rows.annotate(mark=_mark(named, "due_at")).filter(~_told(to, "lead"))
        for row in _with_people(rows).select_related("owner").order_by("due_at", "pk")[:AT_ONCE]:
            yield row.lead, row.due_at, row.mark, row.owner


def _with_people(rows):
    return rows.select_related(*(f"lead__{name}" for name in PEOPLE))


def _mark_of_promise():
    number = Cast("pk", CharField())
    return Concat(Value(PROMISE_MARK), number, output_field=CharField())


def _mark(kind, due_at):
    seconds = Cast(Extract(due_at, "epoch"), BigIntegerField())
    return Concat(kind, Value(" "), Cast(seconds, CharField()), output_field=CharField())


def _told(to, lead, kinds=KINDS):
    occasion = Concat(Value(f"{to} "), OuterRef("mark"), output_field=CharField())
    mails = Outbox.objects.filter(lead=OuterRef(lead), kind__in=kinds, occasion=occasion)
    return Exists(mails)


def _owners_of(lead, owner):
    """Whose it is, as long as that is an officer; "" of a mail that waits for somebody."""
    if owner and owner != lead.owner:
        own = officers_of(lead.site.region).filter(pk=owner.pk).exclude(email="")
        if addresses := list(own.values_list("email", flat=True)):
            return addresses
    return staff_addresses(lead) or [""]


def _chiefs_of(lead, owner):
    """Managers at or above, but the owner: nobody is told twice of one thing."""
    chiefs = officers_of(lead.site.region, access.MANAGERS).exclude(pk=owner and owner.pk)
    return sorted(set(chiefs.exclude(email="").values_list("email", flat=True)))
