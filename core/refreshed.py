"""A value read from the database now and then, kept by each process in between."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from threading import Lock


class Refreshed[Value]:
    """What `read()` last gave; read anew by the next reader when it is `seconds()` old.

    `read` gets the value in hand, so that it may add to it. Where `seconds()` is 0 nothing is ever
    read and `empty` stands.

    One thread reads at a time: the others wait while nothing is in hand, and else go on with what
    is. An error of `read` goes to the thread that was reading. While nothing is in hand the next
    reader tries again; else the old value stands and the next try comes after another period.
    """

    def __init__(
        self,
        read: Callable[[Value], Value],
        *,
        empty: Value,
        seconds: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
    ):
        self._read, self._empty = read, empty
        self._seconds, self._clock = seconds, clock
        self._lock, self._counting, self._holders = Lock(), Lock(), 0
        self.reset()

    def reset(self):
        """Forget everything, as in a new process."""
        self._value, self._tried_at = self._empty, None

    def get(self) -> Value:
        if self._is_due() and self._lock.acquire(blocking=self._tried_at is None):
            try:
                self._refresh()
            finally:
                self._lock.release()
        return self._value

    @contextmanager
    def held(self):
        """What is in hand stays in hand: for whoever has the connection to the database busy."""
        self.get()
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def _count(self, step):
        with self._counting:
            self._holders += step

    def _is_due(self):
        seconds = self._seconds()
        if not seconds:
            return False
        if self._tried_at is None:
            return True
        return not self._holders and self._clock() > self._tried_at + seconds

    def _refresh(self):
        if not self._is_due():  # read by the thread that was waited for
            return
        started = self._clock()
        if self._tried_at is not None:
            self._tried_at = started
        self._value = self._read(self._value)
        self._tried_at = started
