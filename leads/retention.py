"""Personal data goes when its term is over (docs/privacy.md); figures stay."""

import logging

from django.db import connection, transaction

from leads.models import Lead, Submission, Throttle
from search.models import MissedQuery

logger = logging.getLogger(__name__)


def purge(now, limit=200) -> int:
    """Erase what may be kept no longer. Called by the worker every hour."""
    Throttle.objects.stale(now).delete()
    MissedQuery.objects.stale(now).delete()
    expired = list(Lead.objects.expired(now).order_by("pk")[:limit])
    for lead in expired:
        erase(lead=lead, now=now)
    return len(expired)


@transaction.atomic
def erase(*, lead, now):
    """Remove everything personal of one lead; topic, stage and times remain for the statistics."""
    with connection.cursor() as cursor:
        # The trigger on leads_submission lets deletions pass only with this, until commit.
        cursor.execute("SELECT set_config('portal.erasing', 'on', true)")
        for rows in (
            lead.lead_listings,
            lead.messages,
            lead.follow_ups,
            lead.contact_views,
            lead.mails,
        ):
            rows.all().delete()
        lead.consents.update(ip=None)
        Submission.objects.filter(lead=lead).delete()
        cursor.execute("SELECT set_config('portal.erasing', 'off', true)")
    for field in ("contact_name", "company", "phone", "email", "area_wanted", "timing_wanted"):
        setattr(lead, field, "")
    lead.listing = lead.park = lead.policy = None
    lead.subject_label, lead.erased_at = "", now
    lead.save()
    logger.info("lead %s erased", lead.pk)
