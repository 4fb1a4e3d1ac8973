"""Whoever is responsible for a 落地事项 is told when 48 hours are left, before days off earlier;
once each day it is due.

What was told is read from the outbox: its rows name the node and its deadline.
"""

from itertools import islice

from django.db import transaction
from django.db.models import BigIntegerField, CharField, Q, Value
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
    nodes = nodes.filter(owner__is_active=True).select_related("lead", "owner")
    mails = Outbox.objects.filter(kind=NODE_MAIL, lead__in=nodes.values("lead"))
    told = {*mails.values_list("lead", "occasion", "recipient")}
    untold = (
        node
        for node in nodes.order_by("due_at", "pk")
        if (node.lead_id, node.occasion, node.owner.email) not in told
    )
    now_told = list(islice(untold, AT_ONCE))
    for node in now_told:
        outbox.owe(node.lead, NODE_MAIL, node.occasion, [node.owner.email])
    return len(now_told)
