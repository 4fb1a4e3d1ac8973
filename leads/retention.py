"""Personal data goes when its term is over (docs/privacy.md); figures stay.

No clock is trusted with it alone: the desk announces for a week what will go, a pass takes no more
than a share of all, and the worker does not begin while the clock looks wrong (portal.clock_mark).
"""

import datetime
import logging
from contextlib import suppress

from django.db import connection, transaction

from core.sealing import Unreadable
from leads import extensions
from leads.models import AnswerFile, Contact, Lead, Submission, Throttle
from leads.models.leads import ERASURE_NOTICE
from leads.parties import leave
from search.models import MissedQuery

logger = logging.getLogger(__name__)

PERSONAL_TEXTS = (
    "channel_note",
    "subject_label",
    "subject_query",
    "contact_name",
    "company",
    "credit_code",
    "phone",
    "email",
    "area_wanted",
    "timing_wanted",
    "message",
    "agreement_number",
    "fingerprint",
    "first_page",
    "last_page",
    "campaign",
)
PERSONAL_RELATIONS = ("listing", "park", "policy")
PERSONAL_ROWS = (
    "lead_listings",
    "needs",
    "messages",
    "follow_ups",
    "next_steps",
    "promises",
    "calls",
    "pauses",
    "mails",
    "texts",
)
DAY = datetime.timedelta(days=1)
AT_LEAST_A_DAY = 50  # erased for their term; where there are many leads, a twentieth of them


def purge(now) -> int:
    """Erase what may be kept no longer and has been announced. Called by the worker every hour."""
    Throttle.objects.stale(now).delete()
    Contact.objects.put_back(now)
    Contact.objects.stale(now).delete()
    MissedQuery.objects.stale(now).delete()
    AnswerFile.objects.stale_drafts(now).drop()
    AnswerFile.objects.sweep(now)
    for room in extensions.registered():
        room.sweep(now)
    announced = announce(now)
    due = Lead.objects.due_for_erasure(now).order_by("erase_due_at", "pk")
    today = list(due.values_list("pk", flat=True)[: _left_of_today(now)])
    erased = sum(erase_if_expired(pk, now) for pk in today)
    if announced or erased:
        waiting = Lead.objects.due_for_erasure(now).count()
        words = "retention: %s announced, %s erased, %s wait for the next day's share"
        logger.log(logging.WARNING if waiting else logging.INFO, words, announced, erased, waiting)
    return erased


def announce(now) -> int:
    """Say of what will be past its term in a week that it goes then; how many are new."""
    soon = Lead.objects.expired(now + ERASURE_NOTICE)
    Lead.objects.announced().exclude(pk__in=soon.values("pk")).update(erase_due_at=None)
    return soon.filter(erase_due_at=None).update(erase_due_at=now + ERASURE_NOTICE)


def _left_of_today(now):
    """How many more may go: a wrong term or clock must not take everything before it is seen."""
    kept = Lead.objects.unerased().count()
    erased = Lead.objects.filter(erased_at__range=(now - DAY, now)).count()
    return max(0, max(AT_LEAST_A_DAY, (kept + erased) // 20) - erased)


@transaction.atomic
def erase_if_expired(pk, now) -> bool:
    """Look again, at the row itself: somebody may have reopened the lead since the list was read.

    A lead that somebody works on at this moment waits for the next hour.
    """
    lead = Lead.objects.due_for_erasure(now).locked(skip_locked=True).filter(pk=pk).first()
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
    leave(lead)
    lead.answer_files.all().drop()
    for room in extensions.registered():
        room.erase(lead)
    for name in PERSONAL_ROWS:
        getattr(lead, name).all().delete()
    lead.consents.update(ip=None)
    with suppress(Unreadable):  # it goes by its own term
        Contact.objects.of(lead.phone, lead.email).delete()
    _delete_frozen_words(lead)
    for name in PERSONAL_TEXTS:
        setattr(lead, name, "")
    for name in PERSONAL_RELATIONS:
        setattr(lead, name, None)
    lead.taught_marks, lead.erased_at = [], now
    names = [*PERSONAL_TEXTS, *PERSONAL_RELATIONS, "taught_marks", "erased_at"]
    lead.save(update_fields=names)
    logger.info("lead %s erased", lead.pk)


def _delete_frozen_words(lead):
    """The trigger on leads_submission lets a deletion pass only with this setting, until commit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('portal.erasing', 'on', true)")
        Submission.objects.filter(lead=lead).delete()
        cursor.execute("SELECT set_config('portal.erasing', 'off', true)")
