"""Is the process alive, can it answer, and what beside it has stopped?

503 means that this process cannot answer: a balancer takes it out. What has stopped beside it
(the worker, the mails, a full disk) is told with 200 as "degraded": taking every web process out
because the worker is dead would only make it worse. Whoever watches the worker asks for
`/readyz?worker=1`: 503 as well once it has given no sign of life for five minutes.
"""

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.client_ip import is_proxy_uncounted
from core.database_clock import database_now
from core.refreshed import Refreshed
from leads.models import Outbox
from portal.alarms import (
    WORKER_STOPPED,
    AlarmLog,
    all_alarms,
    disk_free_percent,
    oldest_owed,
    worker_beat_at,
)

LOOK_EVERY = 5  # seconds, at migrations while they are pending, at what else has stopped
ALARM_LOG = AlarmLog()


def _have_all_run(before: bool) -> bool:  # noqa: FBT001 -- what core.refreshed hands back
    """Asked until they have: anybody may ask /readyz, and the plan reads every migration."""
    if before:
        return True
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


MIGRATED = Refreshed(_have_all_run, empty=False, seconds=lambda: LOOK_EVERY)


def _detail(before) -> dict:
    """Numbers for whoever watches; no names, addresses or settings. Tells the log as well."""
    now = database_now()
    alarms, owed = all_alarms(now), oldest_owed(Outbox.objects.all())
    ALARM_LOG.tell(alarms)
    return {
        "status": "degraded" if alarms else "ok",
        "alarms": [alarm.code for alarm in alarms],
        "worker_seen_seconds_ago": _seconds(now, worker_beat_at()),
        "mails_owed": owed["number"],
        "oldest_owed_seconds": _seconds(now, owed["at"]),
        "mails_given_up": Outbox.objects.given_up().count(),
        "disk_free_percent": disk_free_percent(),
    }


def _seconds(now, then):
    return None if then is None else int((now - then).total_seconds())


DETAIL = Refreshed(_detail, empty=None, seconds=lambda: LOOK_EVERY)


@require_safe
@never_cache
def healthz(request):
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request):
    """503 unless the database answers and all migrations have run; else 200 with the detail, or
    503 with it where the worker is asked after and has stopped.

    Asked through a proxy that the settings do not count, it says so: pages are refused there.
    """
    if is_proxy_uncounted(request):
        return JsonResponse({"status": "PORTAL_PROXY_COUNT is 0 behind a proxy"}, status=503)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_migrated = MIGRATED.get()
        detail = DETAIL.get() if is_migrated else None
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "database unavailable"}, status=503)
    if not is_migrated:
        return JsonResponse({"status": "migrations pending"}, status=503)
    is_failed = request.GET.get("worker") == "1" and WORKER_STOPPED in detail["alarms"]
    return JsonResponse(detail, status=503 if is_failed else 200)
