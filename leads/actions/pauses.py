"""An enquiry rests and goes on; a report of it is written down."""

import datetime

from django.db import transaction
from django.utils import timezone

from leads.actions.clocks import begin_anew, shift_back, shift_for_pause
from leads.actions.officers import LeadConflict, lock_for
from leads.models import Clock, FollowUp, Pause


@transaction.atomic
def pause(*, lead, by, reason, last_on, now=None) -> Pause:
    """Rest until the end of that day; the clocks of the office stand still, promises do not."""
    lead, now = lock_for(lead, by), now or timezone.now()
    if lead.is_quarantined or lead.is_ended:
        raise LeadConflict("只有在办的咨询可以暂停。")
    if lead.pauses.current(now).exists():
        raise LeadConflict("这条咨询已经暂停，请先恢复。")
    morning = datetime.datetime.combine(last_on + datetime.timedelta(days=1), datetime.time())
    resumes_at = timezone.make_aware(morning)
    row = Pause.objects.create(
        lead=lead, by=by, reason=reason, started_at=now, resumes_at=resumes_at
    )
    shift_for_pause(row)
    words = f"暂停到 {last_on:%Y-%m-%d}：{reason}"
    FollowUp.objects.create(lead=lead, by=by, body=words, created_at=now)
    return row


@transaction.atomic
def resume(*, lead, by, now=None):
    """Before its day."""
    lead, now = lock_for(lead, by), now or timezone.now()
    row = lead.pauses.current(now).first()
    if row is None:
        raise LeadConflict("这条咨询没有在暂停。")
    row.ended_at = max(now, row.started_at)
    row.save(update_fields=["ended_at"])
    shift_back(row)
    FollowUp.objects.create(lead=lead, by=by, body="提前恢复办理", created_at=now)
    return lead


@transaction.atomic
def report(*, lead, by, body, now=None):
    """How the project stands, for the record; the next report is owed from now."""
    lead, now = lock_for(lead, by), now or timezone.now()
    clock = lead.clocks.running().filter(kind=Clock.Kind.REPORT).first()
    if clock is None:
        raise LeadConflict("这条咨询现在不用定期汇报：进入洽谈以后才开始。")
    FollowUp.objects.create(lead=lead, by=by, body=f"进展汇报：{body}", created_at=now)
    begin_anew(clock, now)
    return lead
