"""Personal data goes when its term is over (docs/privacy.md); figures stay."""

import logging

from django.db import connection, transaction

from leads.models import Lead, Submission, Throttle
from search.models import MissedQuery

logger = logging.getLogger(__name__)

PERSONAL_TEXTS = (
    "subject_label",
    "subject_query",
    "contact_name",
    "company",
    "phone",
    "email",
    "area_wanted",
    "timing_wanted",
    "message",
)
PERSONAL_RELATIONS = ("listing", "park", "policy")
PERSONAL_ROWS = ("lead_listings", "messages", "follow_ups", "contact_views", "mails")


def purge(now, limit=200) -> int:
    """Erase what may be kept no longer. Called by the worker every hour."""
    Throttle.objects.stale(now).delete()
    MissedQuery.objects.stale(now).delete()
    due = Lead.objects.expired(now).order_by("pk").values_list("pk", flat=True)[:limit]
    return sum(erase_if_expired(pk, now) for pk in list(due))


@transaction.atomic
def erase_if_expired(pk, now) -> bool:
    """Look again, at the row itself: somebody may have reopened the lead since the list was read.

    A lead that somebody works on at this moment waits for the next hour.
    """
    lead = Lead.objects.expired(now).locked(skip_locked=True).filter(pk=pk).first()
    if lead is not None:
        _erase(lead, now)
    return lead is not None


@transaction.atomic
def erase(*, lead, now) -> bool:
    """Erase whatever its term, as the visitor may ask; False when it was done before."""
    lead = Lead.objects.unerased().locked().filter(pk=lead.pk).first()
    if lead is not None:
        _erase(lead, now)
    return lead is not None


def _erase(lead, now):
    """Everything personal of one locked lead; topic, stage and times remain for the statistics."""
    for name in PERSONAL_ROWS:
        getattr(lead, name).all().delete()
    lead.consents.update(ip=None)
    _delete_frozen_words(lead)
    for name in PERSONAL_TEXTS:
        setattr(lead, name, "")
    for name in PERSONAL_RELATIONS:
        setattr(lead, name, None)
    lead.erased_at = now
    lead.save(update_fields=[*PERSONAL_TEXTS, *PERSONAL_RELATIONS, "erased_at"])
    logger.info("lead %s erased", lead.pk)


def _delete_frozen_words(lead):
    """The trigger on leads_submission lets a deletion pass only with this setting, until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.erasing', 'on', true)")
        Submission.objects.filter(lead=lead).delete()
        cursor.execute("SELECT set_config('portal.erasing', 'off', true)")
