"""What the badges of the rail count: rows that wait for an account, from a request and the time."""

from django.utils import timezone

from landing.boards import WARNED_BEFORE
from landing.models import LandingNode
from leads.models import Lead, Promise
from leads.models.leads import is_past
from news.models import OldPage
from portal.badges import Waits
from ratings.models import Rating
from regions import access
from upkeep import worklists


def inbox(request, now):
    leads = Lead.objects.in_scope(request.user)
    return Waits(leads.new(), leads.overdue(now), late_first=True)


def quarantine(request, now):
    unchecked = Lead.objects.in_scope(request.user).unchecked()
    return Waits(unchecked, unchecked.filter(is_past("due_at", now)))


def old_pages(request, now):
    return Waits(OldPage.objects.in_scope(request.user).waiting())


def landing(request, now):
    """Due within two days, or late."""
    nodes = access.scope(
        LandingNode.objects.all(),
        request.user,
        lookup="lead__site__region",
        roles=access.OFFICERS,
    )
    return Waits(nodes.due_by(now + WARNED_BEFORE), nodes.late(now), late_first=True)


def ratings(request, now):
    """Bad ones after which nobody has spoken with the visitor yet."""
    rows = Rating.objects.in_scope(request.user).open_cases()
    return Waits(rows, rows.filter(due_at__lt=now), late_first=True)


def promises(request, now):
    """What is late, or has to be kept within 48 hours."""
    rows, today = Promise.objects.in_scope(request.user), timezone.localdate(now)
    late = rows.late(today)
    return Waits(rows.soon(today) | late, late, late_first=True)


def to_verify(request, now):
    due = worklists.to_verify(request.user, now, access.EDITORS)
    return Waits(due, due.filter(hidden_at__lte=now))
