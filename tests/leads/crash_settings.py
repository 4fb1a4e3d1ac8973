"""The settings of the processes that test_crash.py starts and kills."""

import os

from tests.settings import *  # noqa: F403 -- the test settings, pointed at the test's database
from tests.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ["CRASH_DATABASE"]
# What deploy/gunicorn.conf.py gives every connection; the driver heeds it only without options.
DATABASES["default"]["OPTIONS"]["options"] += f" {os.environ.get('PGOPTIONS', '')}"
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": "127.0.0.1", "port": int(os.environ["CRASH_SMTP_PORT"]), "timeout": 5},
    }
}
PAGE_MEMORY_BYTES = int(os.environ.get("CRASH_PAGE_MEMORY_BYTES", "0"))
OUTBOX_LEASE_SECONDS = 3
OUTBOX_BUNDLE_SECONDS = 5
# Every enquiry comes from an address of its own, named in X-Forwarded-For.
PROXY_COUNT = 1
