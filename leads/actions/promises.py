"""Putting on record what was promised, and saying what came of it."""

from django.db import transaction
from django.utils import timezone

from leads.actions.answer_calls import finish_call
from leads.actions.callbacks import keep_call
from leads.actions.officers import LeadConflict, lock_for
from leads.models import Call, Promise
from policies.models import Policy

OVER = "《{title}》已于 {day:%Y-%m-%d} 失效，不能再作依据。"


@transaction.atomic
def promise(*, lead, by, words, due_on, waits_for="", policy=None, now=None) -> Promise:
    """Its owner is the lead's; of a lead of nobody whoever promised."""
    lead, now = lock_for(lead, by), now or timezone.now()
    if lead.is_quarantined:
        raise LeadConflict("请先点“不是垃圾信息”，再登记承诺。")
    if lead.is_ended:
        raise LeadConflict("这条线索已经结束，要继续先改阶段。")
    founded = founded_on(policy, timezone.localdate(now)) if policy else {}
    return Promise.objects.create(
        lead=lead,
        by=by,
        owner=lead.owner or by,
        words=words,
        due_on=due_on,
        waits_for=waits_for,
        created_at=now,
        **founded,
    )


def founded_on(policy, today):
    """The document as it stands today; one that is over founds nothing (ADR 45)."""
    if policy.validity(today) == Policy.Validity.EXPIRED:
        raise LeadConflict(OVER.format(title=policy.title, day=policy.ends_on))
    version = policy.history.order_by("-history_date", "-history_id").first()
    label = f"《{policy.title}》{policy.document_number}，{policy.begins_on:%Y-%m-%d} 起施行"
    return {
        "policy": policy,
        "policy_label": label,
        "policy_version": version and version.history_id,
    }


@transaction.atomic
def settle(*, lead, by, promise, is_kept, outcome, now=None) -> Promise:
    """Kept, with what shows it; or given up, with the reason. Once."""
    lead = lock_for(lead, by)
    row = (
        lead.promises.open().select_for_update(of=("self",), no_key=True).filter(pk=promise).first()
    )
    if row is None:
        raise LeadConflict("这条承诺刚刚有人办结，请看一下。")
    row.is_kept, row.outcome = is_kept, outcome
    row.closed_by, row.closed_at = by, now or timezone.now()
    row.save(update_fields=["is_kept", "outcome", "closed_by", "closed_at"])
    return row


@transaction.atomic
def record_call(*, lead, by, outcome, minutes=None, body="", now=None) -> Call:
    """Who is reached hears the answer that no mail announced."""
    lead, now = lock_for(lead, by), now or timezone.now()
    is_reached = outcome == Call.Outcome.REACHED
    keep_call(lead, by=by, now=now, is_reached=is_reached)
    if is_reached:
        finish_call(lead, by=by, now=now)
    return Call.objects.create(
        lead=lead,
        by=by,
        outcome=outcome,
        minutes=minutes,
        body=body,
        created_at=now,
    )
