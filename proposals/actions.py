"""A board paper is sent to the investor, and its link is stopped by him or by the office."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from leads.actions import LeadConflict
from leads.actions.officers import lock_for
from leads.models import Lead
from leads.notifications import outbox
from proposals.board_paper import sent_words
from proposals.models import Proposal
from regions import access

MAIL = "proposal"
GONE = "选的空间刚刚下线了，请看一下再发。"


@transaction.atomic
def send_proposal(*, lead, by, listings, policies, now=None, **words) -> Proposal:
    """Its figures as they stand at this moment. `words` are title, sentence, steps, expires_on."""
    lead, now = lock_for(lead, by), now or timezone.now()
    if lead.is_quarantined:
        raise LeadConflict("请先点“不是垃圾信息”，再做方案。")
    sent = sent_words(lead, listings, policies)
    if len(sent["figures"]["places"]) < len(listings):
        raise LeadConflict(GONE)
    row = Proposal.objects.create(lead=lead, by=by, sent=sent, created_at=now, **words)
    outbox.owe_to_visitor(lead, kind=MAIL, occasion=f"proposal {row.pk}")
    return row


@transaction.atomic
def stop_proposal(*, proposal, by=None, now=None) -> Proposal:
    """By an officer of the region, or by the investor (`by` is None). Twice is once."""
    lead = Lead.objects.locked().select_related("site__region").get(pk=proposal.lead_id)
    if by is not None and not access.has_role(by, access.OFFICERS, lead.site.region):
        raise PermissionDenied("您没有在该地区处理线索的权限。")
    row = Proposal.objects.get(pk=proposal.pk)
    if row.stopped_at is None:
        row.stopped_at = max(now or timezone.now(), row.created_at)
        row.stopped_by = by
        row.save(update_fields=["stopped_at", "stopped_by"])
    return row
