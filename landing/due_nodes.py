"""Whoever is responsible for a 落地事项 is told when 48 hours are left, before days off earlier;
once each day it is due.

What was told is read from the outbox: its rows name the node and its deadline.
"""

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat, Extract
from django.utils import timezone

from landing.boards import WARNED_BEFORE
from landing.lead_extension import NODE_MAIL
from landing.models import LandingNode
from leads.models import Outbox
from leads.notifications import outbox
from leads.notifications.breaches import days_warned_of

AT_ONCE = 200  # in one pass; the others in the next


@transaction.atomic
def tell_of_due_nodes(*, now=None) -> int:
    """How many nodes somebody is told of; who has no mail address sees it in the list."""
    now = now or timezone.now()
    is_near = Q(due_at__lte=now + WARNED_BEFORE)
    is_near |= Q(due_at__date__in=days_warned_of(timezone.localdate(now)))
    seconds = Cast(Cast(Extract("due_at", "epoch"), BigIntegerField()), CharField())
    occasion = Concat(Cast("pk", CharField()), Value(" "), seconds, output_field=CharField())
    nodes = LandingNode.objects.open().filter(is_near, due_at__gt=now)
    nodes = nodes.annotate(occasion=occasion).exclude(owner__email="")
    mails = Outbox.objects.filter(
        lead=OuterRef("lead"),
        kind=NODE_MAIL,
        occasion=OuterRef("occasion"),
        recipient=OuterRef("owner__email"),
    )
    untold = nodes.filter(~Exists(mails), owner__is_active=True).select_related("lead", "owner")
    told = list(untold.order_by("due_at", "pk")[:AT_ONCE])
    for node in told:
        outbox.owe(node.lead, NODE_MAIL, node.occasion, [node.owner.email])
    return len(told)
