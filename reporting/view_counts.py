"""What readers looked at, counted in the process and added to the tables together.

A look costs an addition; a kept page asks the database nothing for it. What was counted since the
last writing is lost when a process is killed.
"""

import logging
import threading
import time
from collections import Counter

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from reporting.models import ViewCount

MOST_HELD = 50_000  # different ones, while the database is away; further ones are not counted
logger = logging.getLogger(__name__)


class HeldCounts:
    """Of one process, shared by its threads; due every so many seconds."""

    def __init__(self, seconds: float):
        self._seconds, self._lock = seconds, threading.Lock()
        self._counts: Counter[tuple] = Counter()
        self._due_at = time.monotonic() + seconds

    def add(self, shown):
        """`shown`: as core.shown_objects.shows notes it."""
        day = timezone.localdate()
        with self._lock:
            for one in shown:
                if len(self._counts) < MOST_HELD or (*one, day) in self._counts:
                    self._counts[*one, day] += 1

    def is_due(self) -> bool:
        """Told to one alone: who is told writes."""
        if time.monotonic() < self._due_at:
            return False
        with self._lock:
            is_first = time.monotonic() >= self._due_at
            self._due_at = time.monotonic() + self._seconds
        return is_first

    def write(self):
        """What the database does not take now is tried again with the next."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            ViewCount.objects.add(counts)
        except (DatabaseError, InterfaceError):
            logger.warning("views were not counted yet", exc_info=True)
            with self._lock:
                self._counts.update(counts)
