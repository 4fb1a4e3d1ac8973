"""The same work wanted by many at once is done by one of them."""

import time
from collections.abc import Callable, Hashable
from threading import Event, Lock

PATIENCE_SECONDS = 1.0
DOUBT_SECONDS = 10.0


class SingleFlight:
    """One leads, the others wait for it, but never longer than PATIENCE_SECONDS after its start.

    Work that takes longer hangs (on a lock, on a slow query): who waited goes on by itself, and for
    DOUBT_SECONDS nobody waits for anything, so that the threads of a process are not tied up by
    waiting.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._lock = Lock()
        self._started: dict[Hashable, tuple[Event, float]] = {}
        self._doubted_until = float("-inf")

    def leads(self, key: Hashable) -> bool:
        """True: the caller does the work, then calls `land`. False: somebody did, or takes long."""
        with self._lock:
            if key not in self._started:
                self._started[key] = Event(), self._clock()
                return True
            landed, started = self._started[key]
            patience = self._patience(started)
        if patience > 0 and not landed.wait(patience):
            self._doubted_until = self._clock() + DOUBT_SECONDS
        return False

    def land(self, key: Hashable):
        with self._lock:
            landed, _ = self._started.pop(key)
        landed.set()

    def _patience(self, started):
        now = self._clock()
        return 0 if now < self._doubted_until else started + PATIENCE_SECONDS - now
