"""gunicorn --config deploy/gunicorn.conf.py portal.wsgi: behind nginx on the same machine."""

import gc
import os
from pathlib import Path

# Under systemd the socket is portal-web.socket's, which stays open while this starts anew.
bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")
worker_class = "gthread"
# Two workers of four threads suit 2 cores; every thread may hold one database connection.
workers = int(os.environ.get("PORTAL_WORKERS", "2"))
threads = int(os.environ.get("PORTAL_THREADS", "4"))
# Code and dictionaries are loaded once and shared (portal/warm_up.py); new code needs a restart.
preload_app = True
timeout = 30
graceful_timeout = 30
keepalive = 75
# A leak in a library never grows for weeks; the jitter keeps workers from leaving together.
max_requests = 10_000
max_requests_jitter = 1_000
# One slow query or lock must not hold a thread for long; libpq hands this to every connection of
# the web. Staff get more (core/statement_limits.py), commands and the worker have no such limit.
os.environ.setdefault("PGOPTIONS", "-c statement_timeout=5s -c lock_timeout=2s")
# numpy's library would start a thread for each core, before the processes fork; nothing here
# multiplies matrices.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
limit_request_line = 4094
limit_request_fields = 60
# The default lies in the home of the user, which the unit hides.
control_socket = str(Path(os.environ.get("PORTAL_VAR") or "var").resolve() / "gunicorn.ctl")
# nginx writes the access log, without query strings.
accesslog = None
errorlog = "-"
# The same lines as the portal's: a reply that fails while it is sent is logged here, and without
# the formatter the traceback would quote the row that the database refused.
logconfig_dict = {
    "formatters": {"line": {"class": "core.error_frames.FramesFormatter"}},
    "handlers": {
        "error_console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "stream": "ext://sys.stderr",
        },
    },
    "root": {"handlers": ["error_console"]},
    "loggers": {
        "gunicorn.error": {"handlers": ["error_console"], "propagate": False},
        "gunicorn.access": {"handlers": [], "propagate": False},
    },
}


def when_ready(server):  # noqa: ARG001 -- gunicorn's signature
    """What is loaded now stays for good: the collector must not touch it, or it is copied."""
    gc.collect()
    gc.freeze()
