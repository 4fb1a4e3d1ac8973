"""What waits in quarantine is told to the office: no real visitor is left there unseen.

One mail for all that came in, at most one an hour and site, where more come in a mail every ten
minutes: a flood of spam makes no flood of mails, and no silence. The mail hangs on the newest
enquiry it tells of and names by its `occasion` when they were counted, so that what it says is read
from the rows when it is sent.
"""

import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from leads.deadlines import in_words
from leads.models import Lead, Outbox
from leads.notifications import outbox
from regions.models import Site

AT_MOST_EVERY = datetime.timedelta(hours=1)
MANY, WHERE_MANY_EVERY = 10, datetime.timedelta(minutes=10)


@transaction.atomic
def tell_of_quarantine(*, now=None) -> int:
    """Owe a mail to each office where something waits that it was not told of; how many."""
    now = now or timezone.now()
    untold = Lead.objects.untold().values("site")
    many = untold.annotate(count=Count("pk")).filter(count__gte=MANY).values("site")
    sites = Site.objects.filter(pk__in=untold).exclude(pk__in=_told(WHERE_MANY_EVERY, now))
    sites = sites.filter(Q(pk__in=many) | ~Q(pk__in=_told(AT_MOST_EVERY, now)))
    return sum(
        _tell(site, now)
        for site in sites.select_for_update(of=("self",), skip_locked=True, no_key=True)
    )


def _told(span, now):
    """Within the span before now; what a clock that was ahead dated later silences nobody."""
    mails = Outbox.objects.filter(kind=Outbox.Kind.QUARANTINE)
    mails = mails.filter(created_at__gt=now - span, created_at__lte=now)
    return mails.values("lead__site")


def _tell(site, now):
    leads = Lead.objects.untold().filter(site=site)
    newest = leads.locked().select_related("owner", "topic", "site__region").order_by("pk").last()
    if newest is None:
        return False
    leads.filter(pk__lte=newest.pk).update(quarantine_told_at=now)
    outbox.owe_to_staff(newest, kind=Outbox.Kind.QUARANTINE, occasion=now.isoformat())
    return True


def waiting_words(mail) -> dict:
    """How many a mail tells of and since when the first of them waits, as it stands now."""
    waiting = Lead.objects.unchecked().filter(site=mail.lead.site)
    told_at = datetime.datetime.fromisoformat(mail.occasion)
    received = sorted(
        waiting.filter(quarantine_told_at=told_at).values_list("received_at", flat=True)
    )
    since = f"最早的一条收到于 {in_words(received[0])}。" if received else "都已有人处理。"
    return {"count": len(received), "since": since, "total": waiting.count()}
