"""The worker's sign of life, for systemd and for everybody who looks at the database.

Progress alone gives one: a step or a batch that is through. A step that hangs gives none, so that
systemd ends the process (WatchdogSec) and the start page says so (portal.alarms).
"""

import logging
import time
from contextlib import contextmanager

from django.db.models.functions import Now
from gunicorn.systemd import sd_notify

from portal.models import Heartbeat

logger = logging.getLogger(__name__)
WRITTEN_EVERY = 10  # seconds; a pass may take a hundredth of one


class Heartbeats:
    """Of one process: what went right or wrong since it was last written down."""

    def __init__(self):
        self.well, self.wrong = {}, {}  # name of a step → Heartbeat
        self.written_at = None  # by this process's clock

    def notify(self, state):
        """To systemd; nothing where it did not start us."""
        sd_notify(state, logger)

    @contextmanager
    def step(self, name):
        """Times a step. An error goes on to the caller and is written down at once."""
        started = time.monotonic()
        try:
            yield
        except Exception as error:
            self.wrong[name] = Heartbeat(
                name=name,
                failed_at=Now(),
                error=type(error).__name__[:60],
                duration_ms=_since(started),
            )
            raise
        self.well[name] = Heartbeat(name=name, succeeded_at=Now(), duration_ms=_since(started))

    def beat(self):
        """Something is through: systemd learns it now, the database at most every ten seconds."""
        self.notify("WATCHDOG=1")
        is_due = self.written_at is None or time.monotonic() >= self.written_at + WRITTEN_EVERY
        if is_due or self.wrong:
            self.write()

    def write(self):
        self.well[Heartbeat.WORKER] = Heartbeat(name=Heartbeat.WORKER, succeeded_at=Now())
        _upsert(self.well, ["succeeded_at", "duration_ms"])
        _upsert(self.wrong, ["failed_at", "error", "duration_ms"])
        self.well, self.wrong = {}, {}
        self.written_at = time.monotonic()


def _since(started):
    return int(1000 * (time.monotonic() - started))


def _upsert(beats, fields):
    """In the order of their names: several workers write the same rows."""
    Heartbeat.objects.bulk_create(
        [beats[name] for name in sorted(beats)],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=fields,
    )
