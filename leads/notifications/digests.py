"""The digest of the morning: how much is due for whom, with links, and nothing of a person.

Planned once a working day for each member of staff who answers, between DIGEST_AT and noon; where
nothing is due none is owed. What could not be sent by noon is given up: the start page says it all.
"""

import datetime
import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from core.database_clock import database_now
from core.error_frames import error_frames
from core.public_url import absolute
from leads import extensions
from leads.deadlines import is_working_day
from leads.models import CalendarPeriod, Digest, Lead, NextStep, NoticePreferences, Promise
from leads.notifications.mail_errors import error_code
from regions import access
from regions.models import Membership

logger = logging.getLogger(__name__)

NOON = datetime.time(12)
KEPT_FOR = datetime.timedelta(days=90)
SUBJECT = "今天的咨询：{what}"
BODY = (
    "早上好，今天等您办的：\n\n{lines}\n\n登录后查看：\n{url}\n\n"
    "不想收这封汇总，可以在这里关掉：\n{off}\n"
)


def plan_digests(*, now=None) -> int:
    """One row for everybody who has none for today; how many of them are to be sent."""
    now = now or database_now()
    if not is_hour_of_digests(now):
        return 0
    day = timezone.localdate(now)
    owed = {"due_on": day, "created_at": now, "next_attempt_at": now}
    rows = [
        Digest(user=user, is_needed=bool(due_of(user, now)), **owed) for user in _unplanned(day)
    ]
    Digest.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        Digest.objects.filter(due_on__lt=day - KEPT_FOR).delete()
    return sum(row.is_needed for row in rows)


def is_hour_of_digests(now) -> bool:
    if settings.DIGEST_AT is None:
        return False
    local = timezone.localtime(now)
    if not settings.DIGEST_AT <= local.time() < NOON:
        return False
    day = local.date()
    entered = CalendarPeriod.objects.days_after(day - datetime.timedelta(days=1))
    return is_working_day(day, entered)


def _unplanned(day):
    """Active officers and managers with a mailbox, who have not switched the digest off."""
    rows = Membership.objects.filter(role__in=access.OFFICERS, user=OuterRef("pk"))
    declined = NoticePreferences.objects.filter(has_digest=False, user=OuterRef("pk"))
    planned = Digest.objects.of_day(day).filter(user=OuterRef("pk"))
    staff = get_user_model().objects.filter(is_active=True, is_staff=True).exclude(email="")
    return staff.filter(Exists(rows), ~Exists(declined), ~Exists(planned)).order_by("pk")


def due_of(user, now) -> dict[str, int]:
    """What waits for this person: words → how many; what is none of theirs is left out."""
    today = timezone.localdate(now)
    leads = Lead.objects.in_scope(user)
    mine, steps = leads.mine(user), NextStep.objects
    waiting = {
        "逾期没有答复": mine.overdue(now),
        "今天要答复": mine.owed_by(_end_of(today)).exclude(pk__in=mine.overdue(now)),
        "今天的下一步": steps.due_of(mine, today),
        "没有安排下一步": steps.missing_of(mine),
        "逾期的承诺": Promise.objects.in_scope(user).mine(user).late(today),
        "48 小时内到期的承诺": Promise.objects.in_scope(user).mine(user).soon(today),
        "还没有人负责": leads.ownerless(),
        "隔离区待看": leads.unchecked(),
    }
    for room in extensions.registered():
        waiting |= room.due_of(user, now)
    counts = {words: rows.count() for words, rows in waiting.items()}
    return {words: count for words, count in counts.items() if count}


def _end_of(day):
    tomorrow = day + datetime.timedelta(days=1)
    return timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time()))


def send_digests(*, now=None, limit=20) -> int:
    """How many went out."""
    sent = 0
    for _ in range(limit):
        owed = Digest.objects.filter(is_needed=True).select_related("user")
        digest = owed.claim_next(now or database_now())
        if digest is None:
            break
        sent += _send(digest, now)
    return sent


def _send(digest, now) -> bool:
    """Counted as it stands now; what was settled meanwhile makes no mail."""
    now = now or database_now()
    due = due_of(digest.user, now) if is_hour_of_digests(now) else {}
    if not due:
        digest.settle(given_up_at=now)
        return False
    try:
        compose(digest.user, due).send()
    except Exception as error:  # whatever a mail server does: the next one has its turn
        logger.warning("digest %s failed: %s", digest.pk, error_frames(error))
        digest.put_back(error_code(error), now)
        return False
    digest.settle(sent_at=now, last_error="")
    return True


def compose(user, due) -> EmailMessage:
    lines = "\n".join(f"· {words}：{count} 条" for words, count in due.items())
    words, count = next(iter(due.items()))
    mine = urlencode({"box": "mine"})
    return EmailMessage(
        subject=SUBJECT.format(what=f"{words} {count} 条" + (" 等" if len(due) > 1 else "")),
        body=BODY.format(
            lines=lines,
            url=absolute(f"{reverse('admin:leads_lead_changelist')}?{mine}"),
            off=absolute(reverse("desk_notices")),
        ),
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},
    )
