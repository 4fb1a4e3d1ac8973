"""Errors that say “not now”: the database is away or held up, a disk is full, a key is missing."""

import errno
import time
from collections.abc import Callable, Hashable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, InterfaceError, OperationalError

from core.bulkheads import DOUBT_SECONDS, BulkheadStalled
from core.sealing import Unreadable

AWAY, BUSY, FULL = "away", "busy", "full"
LOCKED = "locked"  # sealed with a key that is not there now
FULL_ERRNOS = {errno.ENOSPC, errno.EDQUOT, errno.EROFS}
DISK_FULL = "53100"  # SQLSTATE
# SQLSTATE (PostgreSQL, appendix A): lock_not_available, query_canceled, deadlock_detected,
# serialization_failure; too_many_connections is a matter of minutes, too.
BUSY_STATES = {"55P03", "57014", "40P01", "40001", "53300"}


def outage_of(error: BaseException | None) -> str:
    """AWAY, BUSY, FULL (a disk), LOCKED, or "" when the error is none that passes by itself."""
    if isinstance(error, Unreadable):
        return LOCKED
    if isinstance(error, BulkheadStalled):
        return BUSY
    if isinstance(error, OSError) and error.errno in FULL_ERRNOS:
        return FULL
    if not isinstance(error, (OperationalError, InterfaceError)):
        return ""
    state = getattr(error.__cause__, "pgcode", None)
    if state == DISK_FULL:
        return FULL
    return BUSY if state in BUSY_STATES else AWAY


@dataclass
class StandIns:
    """Whether a last known value stood in for one that could not be read."""

    outer: "StandIns | None"
    were_used: bool = False


_NOTICED: ContextVar[StandIns | None] = ContextVar("stand_ins", default=None)


@contextmanager
def noticing_stand_ins():
    """Yields the StandIns of the block, told also of those that a block within it notices.

    What was made with stand-ins must not be kept: nobody could tell when it is right again.
    """
    token = _NOTICED.set(StandIns(_NOTICED.get()))
    try:
        yield _NOTICED.get()
    finally:
        _NOTICED.reset(token)


def may_be_kept() -> bool:
    """Whether somebody may keep what is being made: then nothing in it may be older than now."""
    return _NOTICED.get() is not None


class LastKnown:
    """Values that a page can do without: during an outage those stand that were read last.

    `doubt_seconds` after an outage nothing is tried, so that not every page waits for its end.
    """

    def __init__(self, doubt_seconds=DOUBT_SECONDS, clock: Callable[[], float] = time.monotonic):
        self._doubt_seconds, self._clock = doubt_seconds, clock
        self._kept: dict[Hashable, Any] = {}
        self._doubted_until: dict[Hashable, float] = {}

    def get[Value](
        self, key: Hashable, read: Callable[[], Value], at_first: Value | None = None
    ) -> Value:
        """What `read()` gives now, else gave last, else `at_first`; its error without any."""
        if key in self._kept and self._clock() < self._doubted_until.get(key, 0):
            return self._stand_in(key)
        try:
            value = self._kept[key] = read()
        except (DatabaseError, InterfaceError) as error:
            if self._kept.get(key, at_first) is None or not outage_of(error):
                raise
            self._kept.setdefault(key, at_first)
            self._doubted_until[key] = self._clock() + self._doubt_seconds
            return self._stand_in(key)
        return value

    def _stand_in(self, key):
        noticed = _NOTICED.get()
        while noticed is not None:
            noticed.were_used, noticed = True, noticed.outer
        return self._kept[key]
