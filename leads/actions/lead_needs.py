"""Officers note what they found out of somebody's needs."""

import json

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from leads.actions.officers import LeadConflict, lock_for
from leads.lead_needs import keep_needs, lines_of, needs_of
from leads.models import FollowUp

CHANGED = "刚刚有人改过需求，请看一下现在的再改。"


def needs_mark(needs) -> str:
    """Of what a form was drawn from."""
    words = json.dumps(needs, sort_keys=True)
    return salted_hmac("leads.needs-seen", words, algorithm="sha256").hexdigest()


@transaction.atomic
def set_needs(*, lead, by, needs, mark, now=None):
    """In the place of those before; the story says which."""
    lead = lock_for(lead, by)
    if mark != needs_mark(needs_of(lead)):
        raise LeadConflict(CHANGED)
    keep_needs(lead, needs)
    words = "；".join(line.words for line in lines_of(needs)) or "没有写明"
    body = f"需求更新为：{words}"
    FollowUp.objects.create(lead=lead, by=by, body=body, created_at=now or timezone.now())
    return lead
