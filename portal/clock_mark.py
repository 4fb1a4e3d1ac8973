"""Whether the clock may be trusted with what cannot be undone.

The worker marks each hour how far time has come. A clock that stands more than a day away from the
mark has jumped, or nobody worked for that long: then nothing is erased until somebody has looked
and says `manage.py confirm_clock --confirm`. The mark does not follow a jump by itself, so two
passes under a wrong clock do not make it right.
"""

import datetime

from axes.models import AccessLog
from django.contrib.admin.models import LogEntry

from leads.models import Lead, Outbox
from portal.models import ClockMark

AT_MOST = datetime.timedelta(days=1)
# Rows of any sort that say when somebody was last here, for an installation without a mark.
DATED_ROWS = (
    (Lead, "received_at"),
    (Outbox, "created_at"),
    (LogEntry, "action_time"),
    (AccessLog, "attempt_time"),
)


def is_trusted(now) -> bool:
    """Whether `now` is near the last time known, which it becomes."""
    known = jumped_from(now)
    trust(known or now)
    return known is None


def jumped_from(now) -> datetime.datetime | None:
    """The last time known, if `now` is more than a day away from it."""
    known = last_known()
    return known if known is not None and abs(now - known) > AT_MOST else None


def trust(now):
    ClockMark.objects.update_or_create(pk=ClockMark.ONLY, defaults={"trusted_at": now})


def last_known() -> datetime.datetime | None:
    """The mark, else the newest row of any sort; None where there is nothing yet."""
    mark = ClockMark.objects.first()
    return mark.trusted_at if mark else newest_row_at()


def newest_row_at() -> datetime.datetime | None:
    """Asked in one statement: before the first mark every start page of a manager asks."""
    first, *others = (
        model._default_manager.order_by(f"-{field}").values_list(field)[:1]
        for model, field in DATED_ROWS
    )
    return max((at for (at,) in first.union(*others, all=True)), default=None)
