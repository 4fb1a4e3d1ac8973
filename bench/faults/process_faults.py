"""Web server and worker are killed or hang."""

import time

from bench.faults.fault import Fault

RESTART_SECONDS = 2  # RestartSec of the units in deploy/


class OneWebProcessKilled(Fault):
    def strike(self, stack):
        stack.kill("web", stack.children("web")[:1])

    def last(self, stack, seconds):
        """gunicorn has another one at once."""


class WebKilled(Fault):
    process = "web"

    def strike(self, stack):
        stack.kill(self.process)

    def last(self, stack, seconds):
        time.sleep(RESTART_SECONDS)

    def heal(self, stack):
        stack.start(self.process)


class WorkerKilled(WebKilled):
    process = "worker"


class WorkerHangs(Fault):
    def strike(self, stack):
        stack.freeze("worker")

    def heal(self, stack):
        stack.thaw("worker")


PROCESS_FAULTS = (OneWebProcessKilled, WebKilled, WorkerKilled, WorkerHangs)
