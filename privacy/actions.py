"""Erasing what is kept of an enquiry because its visitor wants it so."""

from django.db import transaction
from django.utils import timezone

from leads.actions.transitions import set_stage
from leads.models import Lead
from leads.notifications import outbox
from leads.notifications.recipients import staff_addresses
from leads.retention import erase
from privacy.erasure_mails import ERASED
from privacy.models import ErasureRequest


@transaction.atomic
def erase_on_request(*, lead, way, proof="", by=None, now=None) -> bool:
    """At once, whatever its term: ended, erased, on record, told to whoever has it.

    False where it was erased before: then nothing is added to it.
    """
    leads = Lead.objects.unerased().locked().select_related("site__region", "topic")
    lead = leads.filter(pk=lead.pk).first()
    if lead is None:
        return False
    now = lead.in_order(now or timezone.now())
    if not lead.is_ended:
        set_stage(lead, Lead.Stage.CLOSED, by=by, now=now, proof=proof)
    erase(lead=lead, now=now)
    ErasureRequest.objects.create(lead=lead, way=way, proof=proof, by=by, asked_at=now)
    if not lead.is_quarantined:
        outbox.owe(lead, ERASED, way, staff_addresses(lead))
    return True
