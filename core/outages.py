"""Errors that say “not now”: the database is away, full, or does not get to it in time."""

import time
from collections.abc import Callable, Hashable
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError

from core.bulkheads import DOUBT_SECONDS, BulkheadStalled

AWAY, BUSY = "away", "busy"
# SQLSTATE (PostgreSQL, appendix A): lock_not_available, query_canceled, deadlock_detected,
# serialization_failure; too_many_connections is a matter of minutes, too.
BUSY_STATES = {"55P03", "57014", "40P01", "40001", "53300"}


def outage_of(error: BaseException | None) -> str:
    """AWAY, BUSY, or "" when the error is none that passes by itself."""
    if isinstance(error, BulkheadStalled):
        return BUSY
    if not isinstance(error, (OperationalError, InterfaceError)):
        return ""
    cause = error.__cause__
    return BUSY if getattr(cause, "pgcode", None) in BUSY_STATES else AWAY


class LastKnown:
    """Values that a page can do without: during an outage those stand that were read last.

    `doubt_seconds` after an outage nothing is tried, so that not every page waits for its end.
    """

    def __init__(self, doubt_seconds=DOUBT_SECONDS, clock: Callable[[], float] = time.monotonic):
        self._doubt_seconds, self._clock = doubt_seconds, clock
        self._kept: dict[Hashable, Any] = {}
        self._doubted_until: dict[Hashable, float] = {}

    def get[Value](self, key: Hashable, read: Callable[[], Value]) -> Value:
        """What `read()` gives now, else gave last; its error where nothing is in hand."""
        if key in self._kept and self._clock() < self._doubted_until.get(key, 0):
            return self._kept[key]
        try:
            value = self._kept[key] = read()
        except (DatabaseError, InterfaceError) as error:
            if key not in self._kept or not outage_of(error):
                raise
            self._doubted_until[key] = self._clock() + self._doubt_seconds
            return self._kept[key]
        return value
