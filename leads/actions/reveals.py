"""Showing phone and mail of a lead: on record, and past a measure only for a reason."""

import logging

from django.db import connection, transaction
from django.utils import timezone

from leads.actions.officers import LeadConflict, letters_in, lock_for
from leads.models import ContactView, FollowUp
from leads.notifications import outbox

logger = logging.getLogger(__name__)

FEWEST_LETTERS = 2  # 回访 says something; a single letter or a row of dots does not.
REASON_NEEDED = (
    "您一小时内已查看 {count} 条联系方式，继续查看请写明理由；本地区的负责人会收到通知。"
)


@transaction.atomic
def reveal_contact(*, lead, by, reason="", now=None):
    """Put on record that `by` sees phone and mail.

    Twenty an hour are a day's work; more need a reason, and the managers are told.
    """
    lead = lock_for(lead, by)
    _one_at_a_time(by)
    now = now or timezone.now()  # of whoever waited, after those before: else they are not counted
    most = ContactView.MAX_WITHOUT_REASON
    is_much = ContactView.objects.of_last_hour(by, now).count() >= most
    if is_much and letters_in(reason) < FEWEST_LETTERS:
        raise LeadConflict(REASON_NEEDED.format(count=most))
    view = ContactView.objects.create(lead=lead, by=by, viewed_at=now, has_reason=is_much)
    if is_much:
        _keep_reason(view, reason)
        outbox.owe_to_managers(lead, by=by, now=now)
    logger.info("contact of lead %s shown to user %s", lead.pk, by.pk)
    return lead


def _keep_reason(view, reason):
    """As a note, which goes when the lead is erased: records of views are never changed."""
    FollowUp.objects.create(
        lead=view.lead, by=view.by, contact_view=view, body=reason, created_at=view.viewed_at
    )


def _one_at_a_time(by):
    """Many requests at once are counted like one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reveal {by.pk}"])
