"""What nobody has taken after some hours of work is told to who answers for the officers.

One mail a site tells of all that came due since the last; each enquiry is told of once, and again
when it was taken and given back.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from leads.deadlines import working_time_ago
from leads.models import CalendarPeriod, Lead
from leads.notifications import outbox

WORKING_HOURS = datetime.timedelta(hours=4)
A_LONG_HOLIDAY = datetime.timedelta(days=30)


def nobodys_deadline(now):
    """Whatever was nobody's then has waited for four hours of work."""
    entered = CalendarPeriod.objects.days_after(timezone.localdate(now) - A_LONG_HOLIDAY)
    return working_time_ago(now, WORKING_HOURS, entered)


@transaction.atomic
def tell_of_nobodys(*, now=None) -> int:
    """Owe a mail for each site where something waits that its managers were not told of."""
    now = now or timezone.now()
    untold = Lead.objects.nobodys_since(nobodys_deadline(now)).filter(nobody_told_at=None)
    rows = untold.locked(skip_locked=True).select_related("site__region").order_by("pk")
    newest = {lead.site_id: lead for lead in rows}
    if newest:
        Lead.objects.filter(pk__in=[lead.pk for lead in rows]).update(nobody_told_at=now)
    for lead in newest.values():
        outbox.owe_of_nobody(lead, occasion=now.isoformat())
    return len(newest)


def nobodys_told(mail):
    """Of those that a mail tells of, what is nobody's still."""
    told_at = datetime.datetime.fromisoformat(mail.occasion)
    return Lead.objects.ownerless().filter(site=mail.lead.site, nobody_told_at=told_at)
