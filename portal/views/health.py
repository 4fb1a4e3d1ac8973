"""Is the process alive, and can it answer?"""

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.refreshed import Refreshed

LOOK_EVERY = 5  # seconds, while migrations are pending


def _have_all_run(before: bool) -> bool:  # noqa: FBT001 -- what core.refreshed hands back
    """Asked until they have: anybody may ask /readyz, and the plan reads every migration."""
    if before:
        return True
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


MIGRATED = Refreshed(_have_all_run, empty=False, seconds=lambda: LOOK_EVERY)


@require_safe
@never_cache
def healthz(request):
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def readyz(request):
    """200 when the database answers and all migrations have run, 503 otherwise."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        is_migrated = MIGRATED.get()
    except (DatabaseError, InterfaceError):
        return JsonResponse({"status": "database unavailable"}, status=503)
    if not is_migrated:
        return JsonResponse({"status": "migrations pending"}, status=503)
    return JsonResponse({"status": "ok"})
