"""Child processes that live and die together: the demo's worker and web server."""

import contextlib
import os
import signal
import subprocess
import threading
import time

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
LOOK_SECONDS = 0.2


class Supervisor:
    """Use as a context manager: leaving it stops every child, whatever the reason.

    A child that has not ended `stop_seconds` after it was asked to is killed.
    Each child leads a session of its own, so that Ctrl-C reaches only us and we stop them in order.
    """

    def __init__(self, *, stop_seconds=10):
        self.stop_seconds = stop_seconds
        self.children = {}
        self._told_to_stop = threading.Event()
        self._handlers = {}

    def __enter__(self):
        for number in STOP_SIGNALS:
            self._handlers[number] = signal.signal(number, self._stop_soon)
        return self

    def __exit__(self, *exception):
        try:
            self._stop_children()
        finally:
            for number, handler in self._handlers.items():
                signal.signal(number, handler)

    def start(self, name: str, command: list, env: dict):
        """Start a child under the name that messages call it by."""
        self.children[name] = subprocess.Popen(  # noqa: S603 -- our own commands, no shell
            [str(part) for part in command], env=env, start_new_session=True
        )

    def first_dead(self) -> str | None:
        """The name of a child that ended, None while all live."""
        return next((name for name, c in self.children.items() if c.poll() is not None), None)

    def watch(self, until=lambda: False) -> str | None:
        """Wait for a stop signal or for `until()`; returns the name of a child that ended first."""
        while not (self.is_stopping or until()):
            if name := self.first_dead():
                return name
            self._told_to_stop.wait(LOOK_SECONDS)
        return None

    @property
    def is_stopping(self):
        return self._told_to_stop.is_set()

    def _stop_soon(self, *_):
        self._told_to_stop.set()

    def _stop_children(self):
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + self.stop_seconds
        for child in self.children.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0, deadline - time.monotonic()))
        for child in self.children.values():
            # The group: also what a killed child left behind.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()
