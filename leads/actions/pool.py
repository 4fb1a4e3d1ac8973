"""公海: enquiries given back, by hand with a reason or after a term without any act."""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Greatest
from django.utils import timezone

from leads.actions.officers import FEWEST_LETTERS, LeadConflict, letters_in, lock_for
from leads.actions.transitions import set_owner
from leads.models import (
    FollowUp,
    Lead,
    Message,
    NextStep,
    Outbox,
    OwnerChange,
    RoutingRule,
    StageChange,
)
from leads.notifications import outbox
from regions import access

WARNED_BEFORE = datetime.timedelta(days=2)


@transaction.atomic
def give_back(*, lead, by, reason, owner_was, now=None):
    """Into the pool, by its owner or who answers for the officers; the reason is a note."""
    lead = lock_for(lead, by)
    if lead.owner_id is None or lead.owner_id != owner_was:
        raise LeadConflict("负责人刚刚有变动，请看一下再退回。")
    if not _answers_for(by, lead):
        raise PermissionDenied("只有负责的专员本人，或本地区的负责人，可以退回公海。")
    if lead.is_ended:
        raise LeadConflict("这条线索已经结束，不用退回。")
    refuse_wordless(reason)
    _return(lead, by, f"退回公海：{reason}", now or timezone.now())
    return lead


def refuse_wordless(reason):
    """LeadConflict where it does not say why."""
    if letters_in(reason) < FEWEST_LETTERS:
        raise LeadConflict("请写明为什么退回，至少几个字：接手的人要看。")


def may_give_back(user, lead) -> bool:
    return lead.owner_id is not None and not lead.is_ended and _answers_for(user, lead)


def _answers_for(user, lead):
    is_own = lead.owner_id == user.pk
    return is_own or access.has_role(user, access.MANAGERS, lead.site.region)


def _return(lead, by, words, now):
    set_owner(lead, None, by=by, now=now)
    FollowUp.objects.create(lead=lead, by=by, body=words, created_at=now)


def return_idle(now) -> int:
    """Give back what its owner has left alone for the term of its rule, warned two days before.

    Called by the worker every hour. Any act of the office begins the term anew; what is planned for
    today or later is being worked on. How many were given back.
    """
    returned = 0
    for rule in RoutingRule.objects.filter(idle_days__isnull=False).select_related("site"):
        term = datetime.timedelta(days=rule.idle_days)
        idle = _idle(rule, now - term + WARNED_BEFORE, timezone.localdate(now))
        for pk in _pks(idle.filter(Q(idle_told_at=None) | Q(idle_told_at__lt=F("acted_at")))):
            _warn(idle, pk, now)
        due = _idle(rule, now - term, timezone.localdate(now))
        due = due.filter(idle_told_at__range=(F("acted_at"), now - WARNED_BEFORE))
        returned += sum(_give_back_idle(due, pk, now, rule) for pk in _pks(due))
    return returned


def _pks(leads):
    return list(leads.order_by("pk").values_list("pk", flat=True))


def _idle(rule, since, today):
    """Owned by somebody who has done nothing with it since then."""
    leads = Lead.objects.open().unerased().filter(site=rule.site_id, owner__isnull=False)
    if rule.topic_id is None:
        others = RoutingRule.objects.filter(site=rule.site_id, topic__isnull=False)
        leads = leads.exclude(topic__in=others.values("topic"))
    else:
        leads = leads.filter(topic=rule.topic_id)
    planned = NextStep.objects.open().filter(lead=OuterRef("pk"), due_on__gte=today)
    return leads.filter(~Exists(planned)).annotate(acted_at=_acted_at()).filter(acted_at__lte=since)


def _acted_at():
    """When the office did something with it last; a claim counts."""
    acts = (
        FollowUp.objects.filter(by__isnull=False).values(at=F("created_at")),
        NextStep.objects.values(at=F("created_at")),
        Message.objects.filter(direction=Message.Direction.OUT).values(at=F("sent_at")),
        OwnerChange.objects.values(at=F("changed_at")),
        StageChange.objects.values(at=F("changed_at")),
    )
    latest = (rows.filter(lead=OuterRef("pk")).order_by("-at").values("at")[:1] for rows in acts)
    return Greatest("received_at", *map(Subquery, latest))


@transaction.atomic
def _warn(idle, pk, now):
    lead = idle.filter(pk=pk).select_related("owner").locked(skip_locked=True).first()
    if lead is not None:
        lead.idle_told_at = now
        lead.save(update_fields=["idle_told_at"])
        outbox.owe_to_owner(lead, kind=Outbox.Kind.IDLE, occasion=now.isoformat())


@transaction.atomic
def _give_back_idle(due, pk, now, rule) -> bool:
    """Looked at again under its lock: somebody may have done something since the list was read."""
    lead = due.filter(pk=pk).locked(skip_locked=True).first()
    if lead is not None:
        _return(lead, None, f"{rule.idle_days} 天没有动作，自动退回公海。", now)
    return lead is not None
