"""A share of a process's threads that one sort of work may hold, so that the rest keep answering.

Named after the walls of a ship's hull: a leak fills one room.
"""

import time
from collections.abc import Callable
from contextlib import contextmanager
from threading import Condition

STALL_SECONDS = 1.0
DOUBT_SECONDS = 10.0


class BulkheadStalled(Exception):
    """Every slot is held by work that does not come to an end."""


class Bulkhead:
    """At most `slots` threads at once; others wait their turn while turns come.

    In a crowd slots are taken and given back all the time, and waiting is short. When all are held
    and none was taken for STALL_SECONDS, the work hangs (on a lock, on a slow query): waiting
    would only tie up more threads, so BulkheadStalled is raised, and for DOUBT_SECONDS from then
    on nobody waits.
    """

    def __init__(self, slots: int, clock: Callable[[], float] = time.monotonic):
        self._slots, self._clock = slots, clock
        self._taken_at: list[float] = []
        self._doubted_until = float("-inf")
        self._change = Condition()

    @contextmanager
    def slot(self):
        with self._change:
            taken_at = self._take()
        try:
            yield
        finally:
            with self._change:
                self._taken_at.remove(taken_at)
                self._change.notify()

    def _take(self):
        while len(self._taken_at) >= self._slots:
            patience = self._patience()
            if patience <= 0:
                self._doubted_until = self._clock() + DOUBT_SECONDS
                raise BulkheadStalled
            self._change.wait(patience)
        self._taken_at.append(taken_at := self._clock())
        return taken_at

    def _patience(self):
        now = self._clock()
        return 0 if now < self._doubted_until else max(self._taken_at) + STALL_SECONDS - now
