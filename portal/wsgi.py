"""WSGI entry point: `gunicorn portal.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

application = get_wsgi_application()

from portal.warm_up import warm_up  # noqa: E402 -- settings and apps stand now
from regions.middleware import remember_sites  # noqa: E402 -- likewise

warm_up()
remember_sites()
